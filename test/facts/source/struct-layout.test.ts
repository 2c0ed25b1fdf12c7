import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { Types } from "../../../src/facts/source/go-type.ts";
import { StructLayout } from "../../../src/facts/source/struct-layout.ts";
import { Workspace } from "../../../src/facts/source/workspace.ts";
import { goParser } from "./parser.ts";

const root = fileURLToPath(new URL("../../fixtures/struct-layout/", import.meta.url));
const text = readFileSync(`${root}layout.go`, "utf8");

/** What the compiler says: "whole std.mu 520". */
function compiled(arch: string): { readonly type: string; readonly path: string; readonly offset: number }[] {
  return readFileSync(`${root}${arch}.txt`, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [type = "", path = "", offset] = line.split(" ");
      return { type, path, offset: Number(offset) };
    });
}

describe("where fields lie", () => {
  let offsetOf: (type: string, path: string) => { readonly 4: number; readonly 8: number } | undefined;
  let isInside: (type: string, path: string) => boolean | undefined;

  beforeAll(async () => {
    const workspace = new Workspace({ names: ["x/layout.go"], read: () => text }, await goParser());
    const file = workspace.file("x/layout.go");
    const layout = new StructLayout(new Types(workspace));
    const typeOf = (name: string) => {
      const declared = file?.declarations.get(name);
      const node = declared?.node.children.find((child) => child.field === "name");
      if (!file || !node) throw new Error(`no type ${name}`);
      return { node, file, types: new Map() };
    };
    offsetOf = (type, path) => layout.offset(typeOf(type), path.split("."));
    isInside = (type, path) => layout.isInside(typeOf(type), path.split("."));
  });

  test.each(compiled("amd64"))("amd64: $type $path $offset", ({ type, path, offset }) => {
    expect(offsetOf(type, path)?.[8]).toBe(offset);
  });

  test.each(compiled("386"))("386: $type $path $offset", ({ type, path, offset }) => {
    expect(offsetOf(type, path)?.[4]).toBe(offset);
  });

  test("a pointer leads elsewhere", () => {
    expect(offsetOf("whole", "small.mu")).toBeUndefined();
    expect(isInside("whole", "small.mu")).toBe(false);
    expect(isInside("whole", "many.mu")).toBe(true);
  });

  test("of fields that there are not nothing is said", () => {
    expect(offsetOf("whole", "others.mu")).toBeUndefined();
    expect(isInside("whole", "others.mu")).toBeUndefined();
  });
});
