import { describe, expect, test } from "vitest";
import type { Held } from "../../src/facts/lock-facts.ts";
import type { LockObject } from "../../src/facts/lock-object.ts";
import { type AskedOn, isOf, Offsets, pointerOf } from "../../src/locks/held-object.ts";
import type { Goroutine } from "../../src/model/dump.ts";
import { shapeDump } from "./shape.ts";

const dump = shapeDump("two-instances/go1.26.0.txt");
const WAY = "main/box .mu";

/** A goroutine of the dump, the frame that runs on its object, and the object. */
function onObject(id: number): { readonly goroutine: Goroutine; readonly frame: number; readonly pointer: string } {
  const goroutine = dump.goroutines.byId(id) as Goroutine;
  const frame = goroutine.stack.frames.findIndex(({ func }) => func.pointerReceiver && func.package === "main");
  const [first] = goroutine.args(frame);
  if (first?.kind !== "word" || first.stale) throw new Error(`goroutine ${id} does not show its object`);
  return { goroutine, frame, pointer: first.value };
}

const object = (frame: number, more: Partial<LockObject> = {}): LockObject => ({
  shown: [{ frame, position: 0, word: 0 }],
  way: WAY,
  elsewhere: false,
  ...more,
});
const held = (lockObject: LockObject): Held => ({
  class: "main.box.mu",
  mode: "lock",
  frame: 0,
  fact: { class: "main.box.mu", mode: "lock", holder: "", source: "" },
  object: lockObject,
});
const asked = (address: string | undefined, pointer?: string): AskedOn => ({
  ...(address !== undefined && { address }),
  pointers: new Map(pointer === undefined ? [] : [[WAY, new Set([pointer])]]),
});
const behind = (pointer: string, distance: number): string => `0x${(Number(pointer) + distance).toString(16)}`;

describe("the object that a lock was taken on", () => {
  const { goroutine, frame, pointer } = onObject(6);
  const isIt = (lock: AskedOn, locks: readonly AskedOn[], taken: LockObject) =>
    isOf(lock, new Offsets(dump, locks), goroutine, held(taken))?.answer;

  test("is the word that the frame prints", () => {
    expect(pointerOf(goroutine, object(frame))).toBe(pointer);
    expect(pointerOf(goroutine, { ...object(frame), shown: [] })).toBeUndefined();
  });

  test("by the layout: the address of its lock, or another one", () => {
    const lock = asked(behind(pointer, 16));
    expect(isIt(lock, [], object(frame, { offset: { 4: 8, 8: 16 } }))).toBe("this");
    expect(isIt(lock, [], object(frame, { offset: { 4: 8, 8: 24 } }))).toBe("another");
  });

  test("by waiters that show both, against the layout", () => {
    const other = asked("0x500020", "0x500000");
    expect(isIt(asked(behind(pointer, 32)), [other], object(frame, { offset: { 4: 8, 8: 16 } }))).toBe("this");
  });

  test("not when waiters show two distances", () => {
    const others = [asked("0x500020", "0x500000"), asked("0x600030", "0x600000")];
    expect(isIt(asked(behind(pointer, 32)), others, object(frame))).toBeUndefined();
  });

  test("without an address: the object that waiters ask on, or another one", () => {
    expect(isIt(asked(undefined, pointer), [], object(frame))).toBe("this");
    expect(isIt(asked(undefined, "0x500000"), [], object(frame))).toBe("another");
  });

  test("behind a pointer another object may lead to the same lock", () => {
    const taken = object(frame, { elsewhere: true });
    expect(isIt(asked("0x500000", "0x400000"), [], taken)).toBeUndefined();
    expect(isIt(asked("0x500000", pointer), [], taken)).toBe("this");
    // Unless waiters show that it leads to another one.
    expect(isIt(asked("0x500000", "0x400000"), [asked("0x600000", pointer)], taken)).toBe("another");
  });
});
