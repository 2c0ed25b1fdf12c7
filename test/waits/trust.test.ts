import { describe, expect, test } from "vitest";
import type { Dump } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";
import { argumentStyle } from "../../src/waits/trust.ts";
import { readArchive } from "../puzzles/archive.ts";

/** Every so many dumps of the lock puzzles. */
const EVERY = 8;

/** Dumps of whole programs, printed by Go 1.19 to 1.27. */
function dumpsFor(arch: string): Dump[] {
  const builds = readArchive("fresh").builds.filter((build) => build.arch === arch);
  return builds.flatMap(({ dumps }) =>
    dumps
      .filter((_, index) => index % EVERY === 0)
      .flatMap(({ text }) => parse(new TextEncoder().encode(text), { name: "dump.txt" }).dumps),
  );
}

describe("how far arguments can be trusted", () => {
  test("on 386 they are words of the stack, told by their size alone where no file names the architecture", () => {
    const dumps = dumpsFor("386");
    expect(dumps.length).toBeGreaterThan(10);
    const styles = dumps.map(argumentStyle);
    // A few mark a word for all that, or show hardly any.
    expect(styles.filter(({ pointer }) => pointer === 4).length / styles.length).toBeGreaterThan(0.9);
    expect(styles.filter(({ pointer, flat }) => pointer === 8 || flat)).toEqual([]);
    expect(styles.filter(({ era }) => era === "unmarked").length / styles.length).toBeLessThan(0.05);
  });

  test("on amd64 what is stale is marked", () => {
    const dumps = dumpsFor("amd64");
    expect(dumps.length).toBeGreaterThan(50);
    for (const dump of dumps) expect(argumentStyle(dump)).toMatchObject({ era: "marked", pointer: 8 });
  });

  test("an excerpt with hardly any word is not taken for one of a 32-bit machine", () => {
    const text =
      "goroutine 1 [running]:\nmain.main()\n\tmain.go:5\n\ngoroutine 7 [select]:\nmain.run(0x5c3947, 0x1)\n\tmain.go:9\n";
    const [dump] = parse(new TextEncoder().encode(text), { name: "dump.txt" }).dumps as [Dump];
    expect(argumentStyle(dump).pointer).toBeUndefined();
  });
});
