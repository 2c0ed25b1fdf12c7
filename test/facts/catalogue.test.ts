import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/facts/catalogue.ts";
import { compileFacts } from "../../src/facts/lock-facts.ts";
import { symbolPattern } from "../../src/facts/symbol-pattern.ts";
import { goroutineOf } from "../calls/reconstruct.ts";

const classes = catalogue.flatMap((set) => set.classes);
const holds = catalogue.flatMap((set) => set.holds);
const facts = compileFacts(catalogue);
const patterns = [
  ...classes.flatMap(({ askedBy }) => askedBy),
  ...holds.flatMap((hold) => [hold.holder, ...(hold.while ?? []), ...(hold.except ?? [])]),
];

/** A symbol that a pattern matches: its first alternatives, a made-up name for what is open. */
function symbolOf(pattern: string): string {
  return `example.org/${pattern.replace(/\{([^},]*)[^}]*\}/g, "$1").replace(/<any>/g, "thing")}`;
}

test("a class has one name, one kind of lock and a source", () => {
  const names = classes.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  for (const { source, askedBy } of classes) {
    expect(source).toMatch(/\.go/);
    expect(askedBy.length).toBeGreaterThan(0);
  }
});

test("every fact is about a known class", () => {
  const names = classes.map(({ name }) => name);
  for (const hold of holds) expect(names, hold.source).toContain(hold.class);
});

test("only rwmutexes are held for reading", () => {
  for (const hold of holds.filter(({ mode }) => mode === "rlock"))
    expect(classes.find(({ name }) => name === hold.class)?.kind, hold.source).toBe("rwmutex");
});

test("a fact says what is called under the lock or what is not, never both", () => {
  expect(holds.filter((hold) => hold.while && hold.except)).toEqual([]);
});

test.each([...new Set(patterns)])("pattern %s", (pattern) => {
  const alternatives = [...pattern.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) => (list ?? "").split(","));
  expect(alternatives.every((alternative) => /\S/.test(alternative))).toBe(true);
  expect(pattern.replace(/\{[^{}]*\}/g, "")).not.toMatch(/[{}]/);
  const name = goroutineOf(symbolOf(pattern)).stack.frames[0]?.func;
  expect(name && symbolPattern(pattern)(name)).toBe(true);
});

describe.each(holds.map((hold) => ({ hold, name: `${hold.holder} holds ${hold.class}` })))("$name", ({ hold }) => {
  const holder = symbolOf(hold.holder);
  /** Classes that a reconstructed stack holds, by this very fact. */
  const heldAt = (...callees: string[]) =>
    facts
      .heldBy(goroutineOf("runtime.gopark", ...callees, holder, "main.main").stack)
      .filter(({ fact }) => fact === hold);

  test.each((hold.while ?? ["example.org/other.call"]).map(symbolOf))("while it calls %s", (callee) => {
    expect(heldAt(callee)).toMatchObject([{ class: hold.class, mode: hold.mode, frame: 2 }]);
  });

  test("not while it asks for a lock, nor while a condition has it back, nor in its own innermost frame", () => {
    expect(heldAt("sync.(*Mutex).Lock")).toEqual([]);
    expect(heldAt("sync.(*RWMutex).RLock")).toEqual([]);
    expect(heldAt("sync.(*Cond).Wait")).toEqual([]);
    expect(facts.heldBy(goroutineOf(holder).stack)).toEqual([]);
  });

  test("not while it calls what the fact leaves out", () => {
    const others = hold.while ? ["example.org/strange.call"] : (hold.except ?? []).map(symbolOf);
    for (const callee of others) expect(heldAt(callee)).toEqual([]);
  });
});

test("without facts nothing is held and no class is known", () => {
  const none = compileFacts([]);
  const { stack } = goroutineOf(
    "example.org/daemon.(*Daemon).getInspectData",
    "example.org/daemon.(*Daemon).ContainerInspect",
  );
  expect(none.heldBy(stack)).toEqual([]);
  expect(stack.frames.map((frame) => none.classOfSite(frame, "mutex"))).toEqual([undefined, undefined]);
});

test("a site that two classes claim has none", () => {
  const lockClass = { kind: "mutex", askedBy: ["a.f"], source: "a.go" } as const;
  const both = compileFacts([
    {
      program: "test",
      classes: [
        { ...lockClass, name: "a.one" },
        { ...lockClass, name: "a.two" },
      ],
      holds: [],
    },
  ]);
  const site = goroutineOf("example.org/a.f").stack.frames[0];
  expect(site && both.classOfSite(site, "mutex")).toBeUndefined();
});
