import { expect, test } from "vitest";
import { diagnose } from "../../src/query/diagnose.ts";
import { shapeBytes } from "./shape.ts";

const TEXT = new TextDecoder().decode(shapeBytes("handler-panic/go1.26.0.txt"));
const goroutines = TEXT.split(/\n\n(?=goroutine )/);
const clients = goroutines.filter((text) => text.includes("main.client("));
const without = (...left: readonly string[]): string => goroutines.filter((one) => !left.includes(one)).join("\n\n");

test.each([
  ["nobody else is at work on the type", TEXT, "abandoned"],
  ["one goroutine alone at work in the package may have taken it there", without(...clients.slice(1)), "unknown"],
  ["an excerpt proves no absence", without(goroutines[0] as string), "unknown"],
])("a lock that a handler's panic left taken: %s", async (_, text, verdict) => {
  const { locks } = await diagnose([{ name: "dump.txt", bytes: new TextEncoder().encode(text) }]);
  expect(locks.map(({ owner }) => owner.verdict)).toEqual([verdict]);
});
