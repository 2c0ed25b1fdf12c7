import { beforeAll, describe, expect, test } from "vitest";
import { compileFacts, type LockFacts } from "../../src/facts/lock-facts.ts";
import type { GoParser } from "../../src/facts/source/go-parser.ts";
import { sourceFacts } from "../../src/facts/source/source-facts.ts";
import { notHeldBySource } from "../../src/locks/evidence/not-held-by-source.ts";
import { scoreLocks } from "../../src/locks/find-locks.ts";
import type { Clue } from "../../src/locks/scene.ts";
import { goParser } from "../facts/source/parser.ts";
import { shapeSource } from "./by-source.ts";
import { playing, shapeDump, shapeTruth } from "./shape.ts";

let parser: GoParser;

beforeAll(async () => {
  parser = await goParser();
});

/** What the rule says of the goroutines that play a role, for the first lock of a shape. */
function said(shape: string, roles: readonly string[], change: (facts: LockFacts) => LockFacts): (Clue | undefined)[] {
  const dump = shapeDump(`${shape}/go1.26.0.txt`);
  const stacks = [...dump.goroutines].map(({ stack }) => stack);
  const [found] = scoreLocks(dump, change(sourceFacts(shapeSource(shape, parser), stacks)));
  if (!found) throw new Error(`no lock in ${shape}`);
  const ids = playing(dump, roles);
  return [...dump.goroutines]
    .filter(({ id }) => ids.includes(id ?? -1))
    .map((goroutine) => notHeldBySource(found.scene, { goroutine, from: 0, ...found.scene.holdsOf(goroutine) }));
}

const asRead = (facts: LockFacts): LockFacts => facts;

describe("who does not hold a lock, by the source", () => {
  test("one that has given it back in the same function", () => {
    const bystanders = said("bystander", shapeTruth("bystander").bystanders ?? [], asRead);
    expect(bystanders.length).toBeGreaterThan(0);
    for (const clue of bystanders) expect(clue?.rule).toBe("not-held-by-source");
  });

  test("not said of who holds it", () => {
    const owners = shapeTruth("bystander").locks.flatMap(({ owner }) => owner.goroutines);
    expect(said("bystander", owners, asRead)).toEqual([undefined]);
  });

  test("one that holds another object's: said in these words", () => {
    const owners = shapeTruth("two-instances").locks.map(({ owner }) => owner.goroutines[0] ?? "");
    const clues = said("two-instances", owners, asRead);
    expect(clues.filter((clue) => clue === undefined)).toHaveLength(1);
    expect(clues.find((clue) => clue !== undefined)?.text()).toBe(
      "holds a main.box.mu by the source, but that of another object",
    );
  });

  test("not said when one of its functions has not been read", () => {
    const bystanders = said("bystander", shapeTruth("bystander").bystanders ?? [], (facts) => ({
      ...facts,
      covers: () => [],
    }));
    expect(bystanders.every((clue) => clue === undefined)).toBe(true);
  });

  test("not said without source", () => {
    const bystanders = said("bystander", shapeTruth("bystander").bystanders ?? [], () => compileFacts([]));
    expect(bystanders.every((clue) => clue === undefined)).toBe(true);
  });
});
