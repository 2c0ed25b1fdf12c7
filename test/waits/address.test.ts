import { describe, expect, test } from "vitest";
import { ADDRESS_RULES } from "../../src/waits/address-rules.ts";
import { waitOf } from "../../src/waits/wait-of.ts";
import { waitTargetOf } from "../../src/waits/wait-target.ts";
import { goroutineOf } from "./reconstruct.ts";

function target(state: string, calls: readonly string[], go?: string): unknown {
  const goroutine = goroutineOf(state, calls, go);
  return waitTargetOf(goroutine, waitOf(goroutine));
}

describe("every address rule", () => {
  test.each(ADDRESS_RULES.map((rule) => [rule.name, rule] as const))("%s reads its example", (_name, rule) => {
    const call = /^(.*)\((0x[0-9a-f]+)/.exec(rule.example.call);
    expect(call?.[1]).toMatch(rule.frame);
    expect(rule.example.wait).toMatch(rule.waits);
    expect(
      rule.minus({
        style: { era: "marked", pointer: 8, flat: false, genericReceivers: false },
        slow: true,
        value: 0xc000001000,
      }),
    ).toBeTypeOf("number");
  });
});

describe("Go 1.18 and later marks what may be stale", () => {
  test("a marked value is never used", () => {
    const calls = [
      "sync.runtime_SemacquireRWMutexR(0xc00001c00c?, 0x0?, 0x0?)",
      "sync.(*RWMutex).RLock(...)",
      "a.com/x.(*Store).List(0xc00001c000?)",
    ];
    expect(target("sync.RWMutex.RLock", calls)).toEqual({ addressIs: "none" });
  });

  test("an unmarked receiver names the object that holds the lock", () => {
    const calls = [
      "sync.runtime_SemacquireRWMutexR(0x0?, 0x0?, 0x0?)",
      "sync.(*RWMutex).RLock(...)",
      "a.com/x.(*Store).List(0xc00001c000)",
    ];
    expect(target("sync.RWMutex.RLock", calls)).toEqual({ addressIs: "field", within: "0xc00001c000" });
  });

  test("an inlined method leads to its caller only when that is a method of the same type", () => {
    const waiting = [
      "sync.runtime_SemacquireRWMutexR(0x0?, 0x0?, 0x0?)",
      "sync.(*RWMutex).RLock(...)",
      "a.com/x.(*Store).get(...)",
    ];
    expect(target("sync.RWMutex.RLock", [...waiting, "a.com/x.(*Store).List(0xc00001c000)"])).toEqual({
      addressIs: "field",
      within: "0xc00001c000",
    });
    expect(target("sync.RWMutex.RLock", [...waiting, "a.com/x.(*Server).List(0xc00001c000)"])).toEqual({
      addressIs: "none",
    });
    expect(target("sync.RWMutex.RLock", [...waiting, "a.com/x.(*Store).List.func1(0xc00001c000)"])).toEqual({
      addressIs: "none",
    });
  });

  test("an exact address comes with the object that holds it", () => {
    const calls = [
      "sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)",
      "sync.(*Mutex).lockSlow(0xc00001c008)",
      "sync.(*Mutex).Lock(...)",
      "a.com/x.(*Store).Add(0xc00001c000)",
    ];
    expect(target("sync.Mutex.Lock", calls)).toEqual({
      address: "0xc00001c008",
      addressIs: "exact",
      within: "0xc00001c000",
    });
  });

  test.each(["0x0", "0x1e", "0xffff", "0xc00001c009"])("%s is no address", (value) => {
    const calls = [
      "sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)",
      `sync.(*Mutex).lockSlow(${value})`,
      "sync.(*Mutex).Lock(...)",
      "main.f(0x0?)",
    ];
    expect(target("sync.Mutex.Lock", calls)).toEqual({ addressIs: "none" });
  });
});

describe("Go 1.17 marks nothing", () => {
  const stale = ["a.com/x.(*Store).List(0xc00001c000, {0x4f1234, 0x2})"];

  test("only frames that keep their argument are trusted", () => {
    expect(
      target("semacquire", [
        "sync.runtime_SemacquireMutex(0xc0000a8000, 0x0, 0x0)",
        "sync.(*RWMutex).Lock(0xc0000a8010)",
        ...stale,
      ]),
    ).toEqual({
      addressIs: "none",
    });
    expect(
      target("semacquire", [
        "sync.runtime_SemacquireMutex(0x0, 0x0, 0x0)",
        "sync.(*Mutex).lockSlow(0xc0000a8138)",
        "sync.(*Mutex).Lock(...)",
        ...stale,
      ]),
    ).toEqual({ address: "0xc0000a8138", addressIs: "exact" });
  });

  test("an era that nothing tells counts as 1.17 unless the Go versions exclude it", () => {
    const calls = ["sync.runtime_SemacquireMutex(0xc0000a800c, 0x0, 0x0)", "sync.(*RWMutex).RLock(...)", "main.f()"];
    expect(target("semacquire", calls)).toEqual({ addressIs: "none" });
    expect(target("semacquire", calls, ">=1.12 <1.17")).toMatchObject({ address: "0xc0000a8000" });
    expect(target("semacquire", calls, ">=1.12 <1.18")).toEqual({ addressIs: "none" });
    expect(target("semacquire", calls, ">=1.12 <1.17 || >=1.18 <1.20")).toEqual({ addressIs: "none" });
  });
});

test("two frames that disagree give no address", () => {
  const calls = [
    "sync.runtime_Semacquire(0xc42006408c)",
    "sync.(*RWMutex).RLock(0xc420064080)",
    "sync.(*rlocker).Lock(0xc420064090)",
    "main.f()",
  ];
  expect(target("semacquire", calls)).toEqual({ addressIs: "none" });
});

test("a lock below the site is not the goroutine's own", () => {
  const calls = [
    "sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)",
    "sync.(*Mutex).lockSlow(0xc00001c008)",
    "sync.(*Mutex).Lock(...)",
    "main.init.func1()",
    "sync.(*Once).doSlow(0xc00001c100, 0x0?)",
  ];
  expect(target("sync.Mutex.Lock", calls)).toMatchObject({ address: "0xc00001c008" });
});

test("goroutines that wait for no primitive have no target", () => {
  expect(target("chan receive", ["a.com/x.(*Store).List(0xc00001c000)", "main.f({0x1?, 0x2?})"])).toEqual({
    addressIs: "none",
  });
});
