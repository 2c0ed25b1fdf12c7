import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { loadGoParser } from "../facts/source/go-parser.ts";
import type { GoSource } from "../facts/source/source-facts.ts";
import { StackgraphError } from "../model/error.ts";

/** Made by the build: tree-sitter's Go grammar. */
const grammar = new URL("../facts/generated/tree-sitter-go.wasm", import.meta.url);

/** A Go file that people write is smaller; a generated one above this holds tables. */
const largest = 8 * 2 ** 20;

/** A module cache has some hundred thousand files; more is a wrong folder (the root of the disk). */
const most = 1_000_000;

/**
 * The Go source below some folders: a checkout, a vendor tree, a module cache, GOROOT/src. Names of .go files are collected now, their
 * content is read when frames of a dump name them. Nothing else is ever opened: a dump's paths are only compared with the collected names,
 * and links are not followed, so that none leads out of the folders.
 *
 * @throws StackgraphError `ERR_UNREADABLE_INPUT` when a folder cannot be read.
 */
export async function goSource(folders: readonly string[]): Promise<GoSource> {
  const names = new Set<string>();
  for (const folder of folders) for (const name of goFiles(folder)) names.add(name);
  return {
    files: { names: [...names], read: (name) => (names.has(name) ? read(name) : undefined) },
    parser: await loadGoParser({ grammar: new Uint8Array(readFileSync(grammar)) }),
  };
}

function goFiles(folder: string): string[] {
  const names: string[] = [];
  const open: string[] = [rootOf(folder)];
  for (let inside = open.pop(); inside !== undefined && names.length < most; inside = open.pop()) {
    for (const entry of entriesOf(inside)) {
      const path = `${inside}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== ".git") open.push(path);
      else if (entry.isFile() && entry.name.endsWith(".go")) names.push(path);
    }
  }
  return names.sort();
}

function rootOf(folder: string): string {
  try {
    const root = realpathSync(resolve(folder));
    if (statSync(root).isDirectory()) return root.replaceAll("\\", "/").replace(/\/+$/, "");
  } catch {
    // Said below, as for what is no folder.
  }
  throw new StackgraphError("ERR_UNREADABLE_INPUT", `${folder}: there is no such folder of Go source.`);
}

function entriesOf(folder: string): import("node:fs").Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder inside that may not be read has no source to offer.
    return [];
  }
}

function read(name: string): string | undefined {
  try {
    // Looked at again: since the names were collected the file can have become a link.
    if (realpathSync(name).replaceAll("\\", "/") !== name || statSync(name).size > largest) return undefined;
    return readFileSync(name, "utf8");
  } catch {
    return undefined;
  }
}
