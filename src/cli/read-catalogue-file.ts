import { readFileSync } from "node:fs";
import { readCatalogue } from "../facts/releases/read-catalogue.ts";
import type { ReleaseCatalogue } from "../facts/releases/release-catalogue.ts";
import { StackgraphError } from "../model/error.ts";
import { problemOf } from "../node/problem.ts";

/** Reads a catalogue of lock facts that a user names. */
export function readCatalogueFile(file: string): ReleaseCatalogue {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new StackgraphError("ERR_UNREADABLE_INPUT", problemOf(error, file).message);
  }
  try {
    return readCatalogue(text);
  } catch (error) {
    throw error instanceof StackgraphError ? new StackgraphError(error.code, `${file}: ${error.message}`) : error;
  }
}
