import type { Arg, Dump, FuncName, Goroutine, Stack, StackFrame } from "../../src/model/dump.ts";

/** A function name as the reader splits it, for the forms that the tests of this folder use. */
function funcName(text: string): FuncName {
  const symbol = text.replace(/^.*\/vendor\//, "");
  const slash = symbol.split(/[([]/, 1)[0]?.lastIndexOf("/") ?? -1;
  const dot = symbol.indexOf(".", slash + 1);
  const pkg = dot < 0 ? "" : symbol.slice(0, dot);
  const rest = dot < 0 ? symbol : symbol.slice(dot + 1);
  const match = /^(?:\(\*([\w]+)(?:\[\.\.\.\])?\)\.|([A-Z]\w*)\.(?=[A-Za-z]\w*))?([^.\s]+)(?:\.(.*))?$/.exec(rest);
  const receiver = match?.[1] ?? match?.[2];
  return {
    text,
    symbol,
    package: pkg,
    ...(receiver === undefined ? {} : { receiver }),
    pointerReceiver: match?.[1] !== undefined,
    name: match?.[3] ?? rest,
    closure: match?.[4] ?? "",
    short: symbol,
  };
}

function parseArgs(text: string): Arg[] {
  return (text.match(/\{[^}]*\}|[^,\s]+/g) ?? []).map((item): Arg => {
    if (item.startsWith("{")) return { kind: "aggregate", items: parseArgs(item.slice(1, -1)) };
    if (item === "...") return { kind: "elided" };
    if (item === "_") return { kind: "unknown" };
    return { kind: "word", value: item.replace("?", ""), stale: item.endsWith("?") };
  });
}

/** A stack from a path as rules write it: "sync.(*Mutex).Lock < main.f". */
export function stackOf(path: string, createdBy?: string): Stack {
  const frames =
    path === "" ? [] : path.split(" < ").map((text): StackFrame => ({ func: funcName(text), inlined: false }));
  return { id: 0, frames, ...(createdBy === undefined ? {} : { createdBy: { func: funcName(createdBy) } }) };
}

/** One goroutine of a dump of its own, from call lines as a dump prints them. */
export function goroutineOf(state: string, calls: readonly string[], go?: string): Goroutine {
  const lines = calls.map((call) => /^(.*)\(([^()]*)\)$/.exec(call) ?? ["", call, ""]);
  const stack: Stack = {
    id: 0,
    frames: lines.map((line): StackFrame => ({ func: funcName(line[1] ?? ""), inlined: line[2] === "..." })),
  };
  const goroutine: Goroutine = {
    dump: undefined as unknown as Dump,
    index: 0,
    id: 1,
    state,
    lockedToThread: false,
    attributes: {},
    stack,
    ancestors: [],
    lines: [1, 1],
    partial: false,
    count: 1,
    argsText: (frame) => lines[frame]?.[2],
    args: (frame) => (lines[frame]?.[2] === "..." ? [] : parseArgs(lines[frame]?.[2] ?? "")),
    lineOf: () => ({ line: 1 }),
    text: () => calls.join("\n"),
  };
  const dump: Dump = {
    file: "reconstructed",
    lines: [1, 1],
    envelope: { format: "plain", fields: {} },
    goroutines: {
      length: 1,
      at: () => goroutine,
      byId: () => goroutine,
      stackAt: () => stack,
      stateAt: () => state,
      [Symbol.iterator]: () => [goroutine][Symbol.iterator](),
    },
    ...(go === undefined ? {} : { go }),
    truncated: false,
    diagnostics: [],
  };
  return Object.assign(goroutine, { dump });
}
