import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { buildCatalogue, catalogueText } from "../../../src/facts/releases/build-releases.ts";
import { readCatalogue } from "../../../src/facts/releases/read-catalogue.ts";
import type { ReleaseCatalogue } from "../../../src/facts/releases/release-catalogue.ts";
import { type ReleaseFacts, releaseFacts } from "../../../src/facts/releases/release-facts.ts";
import { type GoSource, type SourceFacts, sourceFacts } from "../../../src/facts/source/source-facts.ts";
import type { Stack } from "../../../src/model/dump.ts";
import { goSource } from "../../../src/node/go-source.ts";
import { parse } from "../../../src/parse/parse.ts";
import { diagnose } from "../../../src/query/diagnose.ts";

const root = fileURLToPath(new URL("../../fixtures/source-cases", import.meta.url));
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["hang", "signals"].includes(entry.name))
  .map(({ name }) => name);

/** A case's stacks, with facts from a catalogue built of all cases and with facts read in their source. */
async function readCase(name: string): Promise<{
  readonly bytes: Uint8Array;
  readonly stacks: ReadonlySet<Stack>;
  readonly source: GoSource;
  readonly catalogue: ReleaseCatalogue;
  readonly built: ReleaseFacts;
  readonly read: SourceFacts;
}> {
  const bytes = new Uint8Array(readFileSync(`${root}/${name}/dump.txt`));
  const dump = parse(bytes, { name: "dump.txt" }).dumps[0];
  const stacks = new Set<Stack>([...(dump?.goroutines ?? [])].map(({ stack }) => stack));
  const source = await goSource([root]);
  const tree = { ...source, release: "1.0.0", root, module: "example.org/cases" };
  const catalogue = readCatalogue(catalogueText(buildCatalogue("cases", [tree])));
  return {
    bytes,
    stacks,
    source,
    catalogue,
    built: releaseFacts([catalogue], stacks),
    read: sourceFacts(source, stacks),
  };
}

/** The lock is a parameter: which one it is only the source of the caller tells. */
const BY_ARGUMENT = "pointer";

test("a lock that a function got as an argument has no name, and nothing more is said about the frame", async () => {
  const { built, stacks } = await readCase(BY_ARGUMENT);
  for (const stack of stacks) {
    expect(built.heldBy(stack)).toEqual([]);
    const taken = stack.frames.findIndex(({ func }) => /^main\.(owner|waiter)$/.test(func.symbol));
    if (taken >= 0) expect(built.covers?.(stack)).toContain(taken);
  }
});

describe.each(cases.filter((name) => name !== BY_ARGUMENT))("%s", (name) => {
  let found: Awaited<ReturnType<typeof readCase>>;

  beforeAll(async () => {
    found = await readCase(name);
  });

  test("facts built beforehand say the same as the source", () => {
    const said = (facts: ReleaseFacts | SourceFacts, stack: Stack) =>
      facts
        .heldBy(stack)
        .map((held) => `${held.class} ${held.mode} ${held.frame} ${held.may ?? false}`)
        .toSorted();
    const { built, read, stacks } = found;
    for (const stack of stacks) {
      expect(said(built, stack)).toEqual(said(read, stack));
      for (const frame of stack.frames)
        expect(built.classOfSite(frame, "unknown")?.name).toBe(read.classOfSite(frame, "unknown")?.name);
    }
  });

  test("the owner is found with them alone", async () => {
    const { bytes, catalogue, source } = found;
    const file = { name: "dump.txt", bytes };
    const withFacts = await diagnose([file], { releases: [catalogue] });
    const withSource = await diagnose([file], { source });
    const owners = ({ locks }: typeof withFacts) => locks.map(({ name: of, owner }) => ({ of, ...owner.goroutines }));
    expect(owners(withFacts)).toEqual(owners(withSource));
    expect(withFacts.locks[0]?.owner.candidates[0]?.evidence.map(({ rule }) => rule)).toContain("holds-by-source");
  });
});
