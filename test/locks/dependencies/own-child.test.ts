import { expect, test } from "vitest";
import { findDependencies } from "../../../src/locks/find-dependencies.ts";
import { parse } from "../../../src/parse/parse.ts";

/** A function in a select that has started goroutine 2 from its own body; made up. */
function dependenciesOf(child: string, { holder = true, creator = 1 } = {}) {
  const text = `goroutine 1 [select]:
main.(*Job).Wait(0xc000100000)
	/src/job.go:30 +0x1
main.main()
	/src/main.go:9 +0x1

goroutine 2 [${child}
created by main.(*Job).Wait in goroutine ${creator}
	/src/job.go:26 +0x1
`;
  const [dump] = parse(new TextEncoder().encode(text), { name: "reconstructed" }).dumps;
  if (!dump) throw new Error("the reconstructed text has no dump");
  const found = findDependencies(dump, undefined, new Set(holder ? [0] : []));
  return found.filter(({ from }) => from.id === 1).map(({ to, kind }) => [to.id, kind]);
}

const waitsForGroup = `sync.WaitGroup.Wait]:
sync.runtime_SemacquireWaitGroup(0x0?)
	runtime/sema.go:110 +0x1
sync.(*WaitGroup).Wait(0xc000200000)
	sync/waitgroup.go:118 +0x1
main.(*Job).Wait.func1()
	/src/job.go:27 +0x1`;
const waitsForChannel = `chan receive]:
main.(*Job).Wait.func1()
	/src/job.go:27 +0x1`;

test("who holds a lock and waits in a select depends on the goroutine that it has started for that", () => {
  expect(dependenciesOf(waitsForGroup)).toEqual([[2, "channel"]]);
});

test.each([
  ["holds no lock", dependenciesOf(waitsForGroup, { holder: false })],
  ["did not start it", dependenciesOf(waitsForGroup, { creator: 7 })],
  ["is watched over by it", dependenciesOf(waitsForChannel)],
])("not who %s", (_, found) => {
  expect(found).toEqual([]);
});

test("who has started the waiter of a WaitGroup that it has a method on is not waited for", () => {
  const text = `goroutine 1 [select]:
main.(*Job).Wait(0xc000200000)
	/src/job.go:30 +0x1

goroutine 2 [${waitsForGroup}
created by main.(*Job).Wait in goroutine 1
	/src/job.go:26 +0x1
`;
  const [dump] = parse(new TextEncoder().encode(text), { name: "reconstructed" }).dumps;
  expect(dump && findDependencies(dump)).toEqual([]);
});
