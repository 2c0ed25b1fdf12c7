import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type GoParser, loadGoParser } from "../../../src/facts/source/go-parser.ts";

const wasm = fileURLToPath(new URL("../../../src/facts/generated/tree-sitter-go.wasm", import.meta.url));

/** The parser with the grammar that the build put beside the sources. */
export function goParser(): Promise<GoParser> {
  return loadGoParser({ grammar: new Uint8Array(readFileSync(wasm)) });
}
