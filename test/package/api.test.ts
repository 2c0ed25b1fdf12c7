import { expect, test } from "vitest";
import * as library from "../../src/index.ts";
import * as node from "../../src/node/index.ts";

// The list of the public API: a change here is a change for users and belongs in CHANGELOG.md.

test("exports of stackgraph", () => {
  expect(Object.keys(library).toSorted()).toMatchInlineSnapshot(`
    [
      "buildGraph",
      "diagnose",
      "parse",
    ]
  `);
});

test("exports of stackgraph/node", () => {
  expect(Object.keys(node).toSorted()).toMatchInlineSnapshot(`
    [
      "readIncident",
    ]
  `);
});
