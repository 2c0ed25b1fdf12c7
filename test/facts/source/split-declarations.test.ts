import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { makeGoFile } from "../../../src/facts/source/go-file.ts";
import type { GoNode } from "../../../src/facts/source/go-node.ts";
import type { GoParser } from "../../../src/facts/source/go-parser.ts";
import { splitDeclarations } from "../../../src/facts/source/split-declarations.ts";
import { goParser } from "./parser.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/", import.meta.url));

const sources = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".go"));

const heads = (text: string) =>
  splitDeclarations(text).map(({ start, line, endLine }) => `${line}-${endLine} ${text.slice(start).split("\n")[0]}`);

describe("declarations are found without parsing", () => {
  test("keywords and braces in strings, comments and bodies do not count", () => {
    const text = [
      "package p",
      "const text = `",
      "func inString() {",
      "`",
      "/*",
      "func inComment() {",
      "*/",
      "func f() {",
      "\tvar local = '{' // }",
      'var unindented = "}"',
      "}",
      "type T struct{}",
    ].join("\n");
    expect(heads(text)).toEqual(["1-1 package p", "2-4 const text = `", "8-11 func f() {", "12-12 type T struct{}"]);
  });

  test("a value on the next line belongs to its variable, also where its keyword starts that line", () => {
    expect(heads("package p\nvar f =\n\tfunc() {}\n  func g() {}\n")).toEqual([
      "1-1 package p",
      "2-3 var f =",
      "4-4 func g() {}",
    ]);
  });

  test("text that is no Go: nothing, or what looks like a declaration", () => {
    expect(heads("")).toEqual([]);
    expect(heads("goroutine 1 [running]:\nmain.main()\n")).toEqual([]);
    expect(heads("func ( {{{\n`")).toEqual(["1-1 func ( {{{"]);
  });
});

describe("parsed one by one, declarations are as in the whole file", () => {
  let parser: GoParser;

  beforeAll(async () => {
    parser = await goParser();
  });

  const shape = ({ type, line, endLine, start, end, text, children }: GoNode): unknown => [
    `${type} ${line}-${endLine} ${start}-${end} ${text.length}`,
    ...children.map(shape),
  ];

  test.each(sources)("%s", (name) => {
    const text = readFileSync(fixtures + name, "utf8");
    const whole = parser.parse(text).children.filter(({ type }) => /^(function|method)_declaration$/.test(type));
    const functions = makeGoFile(name, text, parser).all.filter(({ kind }) => kind === "func");
    expect(functions.map(({ node }) => shape(node))).toEqual(whole.map(shape));
    expect(functions.map(({ line, endLine }) => [line, endLine])).toEqual(
      whole.map(({ line, endLine }) => [line, endLine]),
    );
  });
});
