import { StackgraphError } from "../../model/error.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { ReleaseCatalogue } from "./release-catalogue.ts";

/**
 * Reads what `stackgraph facts build` wrote.
 * @throws StackgraphError ERR_UNREADABLE_INPUT when the text is no catalogue.
 */
export function readCatalogue(text: string): ReleaseCatalogue {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StackgraphError("ERR_UNREADABLE_INPUT", "this is no catalogue of lock facts: it is not JSON");
  }
  if (!isCatalogue(value))
    throw new StackgraphError(
      "ERR_UNREADABLE_INPUT",
      'this is no catalogue of lock facts: "format" must be "stackgraph.facts/3", as `stackgraph facts build` writes it',
    );
  return new ReleaseCatalogue(value);
}

function isCatalogue(value: unknown): value is CatalogueFile {
  if (typeof value !== "object" || value === null) return false;
  const file = value as Partial<Record<keyof CatalogueFile, unknown>>;
  const { packages } = file;
  return (
    file.format === "stackgraph.facts/3" &&
    [file.program, file.callees, file.classes, file.places, file.bodies, file.changes].every(isText) &&
    [file.modules, file.releases, file.open ?? []].every(isTexts) &&
    typeof packages === "object" &&
    packages !== null &&
    Object.values(packages).every(
      (files: unknown) => typeof files === "object" && files !== null && Object.values(files).every(isText),
    )
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
