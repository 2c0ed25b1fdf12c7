import { readFileSync } from "node:fs";
import { type GoParser, loadGoParser } from "../../src/facts/source/go-parser.ts";

export function goParser(): Promise<GoParser> {
  return loadGoParser({ grammar: new Uint8Array(readFileSync("src/facts/generated/tree-sitter-go.wasm")) });
}
