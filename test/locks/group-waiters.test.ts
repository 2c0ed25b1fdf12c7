import { describe, expect, test } from "vitest";
import type { FactSet } from "../../src/facts/fact.ts";
import { compileFacts } from "../../src/facts/lock-facts.ts";
import { groupWaiters } from "../../src/locks/group-waiters.ts";
import { LARGEST_OBJECT } from "../../src/locks/limits.ts";
import { findWaiters } from "../../src/locks/waiters.ts";
import { parse } from "../../src/parse/parse.ts";

/** A reconstructed waiter: the lock's address when the frames show it, the function that asks with its arguments, the kind of lock. */
interface Written {
  readonly lock?: string;
  readonly site: string;
  readonly kind?: "mutex" | "rwmutex";
}

const box = "example.org/store.(*box)";
const FIRST = "0xc000010000";
const SECOND = "0xc000020000";

/** The locks that these waiters make, each as its address, how it is named otherwise, and the goroutines 1, 2 … that wait for it. */
function locksOf(waiters: readonly Written[], facts: readonly FactSet[] = []) {
  const text = waiters.map(({ lock = "0x1?", site, kind = "mutex" }, index) =>
    kind === "mutex"
      ? `goroutine ${index + 1} [sync.Mutex.Lock]:
sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)
	/go/src/runtime/sema.go:77 +0x26
sync.(*Mutex).lockSlow(${lock})
	/go/src/sync/mutex.go:171 +0x165
sync.(*Mutex).Lock(...)
	/go/src/sync/mutex.go:90
${site}
	/src/store.go:${index + 10} +0x45
`
      : `goroutine ${index + 1} [sync.RWMutex.RLock]:
sync.runtime_SemacquireRWMutexR(0x0?, 0x0?, 0x0?)
	/go/src/runtime/sema.go:82 +0x25
sync.(*RWMutex).RLock(...)
	/go/src/sync/rwmutex.go:71
${site}
	/src/store.go:${index + 10} +0x45
`,
  );
  const [dump] = parse(new TextEncoder().encode(text.join("\n")), { name: "reconstructed" }).dumps;
  if (!dump) throw new Error("no dump was read");
  return groupWaiters(findWaiters(dump), compileFacts(facts)).map(({ address, objects, kind, waiters: who }) => ({
    address,
    objects: [...objects],
    kind,
    waiters: who.map(({ goroutine }) => goroutine.id),
  }));
}

const waitersOf = (...list: Parameters<typeof locksOf>) => locksOf(...list).map(({ waiters }) => waiters);

test("one lock per address, whoever asks", () => {
  const found = locksOf([
    { lock: "0xc000010008", site: `${box}.put(${FIRST}, 0x1)` },
    { lock: "0xc000020008", site: `${box}.put(${SECOND}, 0x1)` },
    { lock: "0xc000010008", site: "example.org/store.drain(0x7)" },
  ]);
  expect(found).toEqual([
    { address: "0xc000010008", objects: [FIRST], kind: "mutex", waiters: [1, 3] },
    { address: "0xc000020008", objects: [SECOND], kind: "mutex", waiters: [2] },
  ]);
});

describe("a waiter that shows only the object around the lock", () => {
  const known: Written = { lock: "0xc000010008", site: `${box}.put(${FIRST}, 0x1)` };

  test("joins the lock in that object", () => {
    expect(waitersOf([{ site: `${box}.get(${FIRST})` }, known])).toEqual([[2, 1]]);
  });

  test("does not join the lock of another object", () => {
    expect(locksOf([known, { site: `${box}.get(${SECOND})` }])).toMatchObject([
      { waiters: [1] },
      { address: undefined, objects: [SECOND], waiters: [2] },
    ]);
  });

  test("does not join when its type is another one, though the address is the same", () => {
    expect(waitersOf([known, { site: `example.org/store.(*lid).get(${FIRST})` }])).toEqual([[1], [2]]);
  });

  test("does not join a lock too far away from the object: that method runs on something else", () => {
    const far = `0x${(BigInt(FIRST) + BigInt(LARGEST_OBJECT)).toString(16)}`;
    expect(locksOf([{ lock: far, site: `${box}.put(${FIRST})` }, { site: `${box}.get(${FIRST})` }])).toMatchObject([
      { address: far, objects: [], waiters: [1] },
      { objects: [FIRST], waiters: [2] },
    ]);
  });

  test("does not join a lock of another kind", () => {
    expect(waitersOf([known, { site: `${box}.get(${FIRST})`, kind: "rwmutex" }])).toEqual([[1], [2]]);
  });

  test("makes one lock with others that show the same object", () => {
    expect(waitersOf([{ site: `${box}.get(${SECOND})` }, { site: `${box}.put(${SECOND}, 0x1)` }])).toEqual([[1, 2]]);
  });
});

describe("a waiter that shows nothing", () => {
  const hidden: Written = { site: `${box}.get(0x1?)` };

  test("joins the only lock of its type", () => {
    expect(waitersOf([hidden, { lock: "0xc000010008", site: `${box}.put(${FIRST}, 0x1)` }])).toEqual([[2, 1]]);
  });

  test("joins none of several: it may belong to each", () => {
    const found = locksOf([
      hidden,
      { lock: "0xc000010008", site: `${box}.put(${FIRST}, 0x1)` },
      { lock: "0xc000020008", site: `${box}.put(${SECOND}, 0x1)` },
    ]);
    expect(found.map(({ waiters }) => waiters)).toEqual([[2], [3], [1]]);
    expect(found[2]).toMatchObject({ address: undefined, objects: [] });
  });

  test("of several of its type joins the one whose object its stale receiver repeats", () => {
    const found = waitersOf([
      { site: `${box}.get(${SECOND}?)` },
      { lock: "0xc000010008", site: `${box}.put(${FIRST}, 0x1)` },
      { lock: "0xc000020008", site: `${box}.put(${SECOND}, 0x1)` },
    ]);
    expect(found).toEqual([[2], [3, 1]]);
  });

  test("joins no lock of another type", () => {
    expect(waitersOf([hidden, { lock: "0xc000010008", site: `example.org/store.(*lid).put(${FIRST})` }])).toEqual([
      [2],
      [1],
    ]);
  });

  test("shares a lock with others of its type that show nothing", () => {
    expect(
      waitersOf([hidden, { site: `${box}.put(0x1?, 0x2?)` }, { site: "example.org/store.(*lid).put(0x1?)" }]),
    ).toEqual([[1, 2], [3]]);
  });

  test("joins the only lock of its class, though it is asked for by another type", () => {
    const store: FactSet = {
      program: "store",
      classes: [{ name: "store.box", kind: "mutex", askedBy: ["store.(*{box,shelf}).<any>"], source: "store.go" }],
      holds: [],
    };
    const waiters: Written[] = [
      { lock: "0xc000010008", site: `${box}.put(${FIRST}, 0x1)` },
      { site: "example.org/store.(*shelf).count(0x1?)" },
    ];
    expect(waitersOf(waiters)).toEqual([[1], [2]]);
    expect(waitersOf(waiters, [store])).toEqual([[1, 2]]);
  });
});
