import { readFileSync } from "node:fs";
import type { GoParser } from "../../src/facts/source/go-parser.ts";
import type { GoSource } from "../../src/facts/source/source-facts.ts";

/** The source of a shape's program, as `--source` gives it. */
export function shapeSource(shape: string, parser: GoParser): GoSource {
  const names = [`shapes/${shape}/main.go`];
  const read = () => readFileSync(new URL(`../fixtures/lock-shapes/${shape}/main.go`, import.meta.url), "utf8");
  return { files: { names, read }, parser };
}
