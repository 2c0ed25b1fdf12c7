import { expect, test } from "vitest";
import * as library from "../../src/index.ts";
import * as node from "../../src/node/index.ts";

// The list of the public API: a change here is a change for users and belongs in CHANGELOG.md.

test("exports of stackgraph", () => {
  expect(Object.keys(library).toSorted()).toMatchInlineSnapshot(`
    [
      "StackgraphError",
      "buildCatalogue",
      "buildGraph",
      "catalogue",
      "catalogueText",
      "chainFrom",
      "deadlocks",
      "diagnose",
      "findingKinds",
      "groups",
      "listDumps",
      "loadGoParser",
      "loadReleases",
      "ownerOf",
      "parse",
      "parseFile",
      "readCatalogue",
      "readProcessEvidence",
      "renderJson",
      "renderText",
      "rootBlockers",
      "show",
      "showChain",
      "showLocks",
      "toDiagnosis",
      "waitOf",
      "waitTargetOf",
      "waitersOf",
      "where",
    ]
  `);
});

test("exports of stackgraph/node", () => {
  expect(Object.keys(node).toSorted()).toMatchInlineSnapshot(`
    [
      "goSource",
      "readIncident",
    ]
  `);
});
