import { expect, test } from "vitest";
import { isGivenToAll } from "../../src/locks/siblings.ts";
import { parse } from "../../src/parse/parse.ts";

const pointer = "0xc000100000";

/** Workers that one function has started, made up: each with the arguments of its job and of the function it was started with. */
function dumpOf(...workers: readonly (readonly [job: string, entry: string])[]) {
  const text = workers
    .map(
      ([job, entry], index) =>
        `goroutine ${index + 1} [select]:\nmain.work(${job})\n\t/src/main.go:10 +0x1\nmain.serve(${entry})\n\t/src/main.go:20 +0x1\ncreated by main.listen\n\t/src/main.go:30 +0x1\n`,
    )
    .join("\n");
  const [dump] = parse(new TextEncoder().encode(text), { name: "reconstructed" }).dumps;
  const creator = dump?.goroutines.at(0).stack.createdBy?.func;
  if (!dump || !creator) throw new Error("the reconstructed text has no dump");
  return { dump, creator };
}

test.each([
  ["two of four show it deep inside", false, [`${pointer}`, "0x1"], ["0x2", "0x1"]],
  ["two of four show it where they were started", true, [`${pointer}`, pointer], ["0x2", "0x1"]],
] as const)("%s", (_, given, some, others) => {
  const { dump, creator } = dumpOf(some, some, others, others);
  expect(isGivenToAll(dump, creator, pointer, [0, 1])).toBe(given);
});

test("there are only two, and both show it", () => {
  const { dump, creator } = dumpOf([pointer, "0x1"], [pointer, "0x1"]);
  expect(isGivenToAll(dump, creator, pointer, [0, 1])).toBe(true);
});
