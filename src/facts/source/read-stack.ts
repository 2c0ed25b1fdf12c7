import type { FuncName, Stack, StackFrame } from "../../model/dump.ts";
import type { LockClass } from "../fact.ts";
import type { Held } from "../lock-facts.ts";
import { checkFrame } from "./check-frame.ts";
import { lastOf } from "./file-index.ts";
import { factsOf, findFunction } from "./find-function.ts";
import type { FittedFile } from "./fit-file.ts";
import type { CallPoint, FunctionFacts } from "./function-facts.ts";
import { field, type GoNode } from "./go-node.ts";
import type { LockExpressions } from "./lock-expression.ts";
import { joinAll, type LockRef, type State } from "./lock-state.ts";
import type { Summaries } from "./summaries.ts";

/** A frame found in the source. */
interface Found {
  readonly facts: FunctionFacts;
  readonly points: readonly CallPoint[];
  readonly state: State | undefined;
  readonly line: number;
  readonly file: string;
}

/** A lock that a stack holds, while the stack is read. */
interface Holding extends Held {
  certain: boolean;
}

/** Reads stacks frame by frame in the source. */
export class StackReader {
  readonly #fitted: ReadonlyMap<string, FittedFile>;
  readonly #summaries: Summaries;
  readonly #locks: LockExpressions;

  constructor(fitted: ReadonlyMap<string, FittedFile>, summaries: Summaries, locks: LockExpressions) {
    this.#fitted = fitted;
    this.#summaries = summaries;
    this.#locks = locks;
  }

  read({ frames, elided, createdBy }: Stack): { held: readonly Held[]; covered: readonly number[] } {
    let held: Holding[] = [];
    const covered: number[] = [];
    const panics = frames.findIndex(({ func }) => func.symbol === "panic" || func.symbol === "runtime.gopanic");
    let caller: Found | undefined;
    // From the outermost frame inward: what an inner one releases its callers hold no more.
    for (let index = frames.length - 1; index >= 0; index--) {
      const frame = frames[index] as StackFrame;
      const inner = elided?.after === index ? undefined : frames[index - 1];
      const found = this.#find(frame, inner);
      const outer = caller;
      caller = found;
      if (!found) continue;
      let complete = true;
      if (createdBy && index === frames.length - 1) held.push(...inherited(found, frame, index));
      for (const effect of found.state?.effects.values() ?? []) {
        const name = effect.lock.class ?? this.#argumentClass(effect.lock, outer);
        // Behind a panic deferred functions have run that nothing shows.
        const certain = effect.certain && index < (panics < 0 ? frames.length : panics);
        if (effect.sign < 0) held = release(held, name, effect.lock, certain);
        else if (name === undefined) complete = false;
        else held.push(holding(name, effect.lock, index, found, frame, certain));
      }
      held = this.#primitive(held, found, frames, index);
      // A lock whose class is not known may be any.
      if (complete) covered.push(index);
    }
    return { held: held.sort((a, b) => a.frame - b.frame), covered };
  }

  /** Calls into package sync that change what is held while they last. */
  #primitive(held: Holding[], found: Found, frames: readonly StackFrame[], index: number): Holding[] {
    const inner = frames[index - 1]?.func;
    if (inner?.package !== "sync") return held;
    const operand = found.points.length === 1 ? operandOf(found.points[0]?.node) : undefined;
    const scope = found.points[0]?.scope;
    if (inner.receiver === "Cond" && inner.name === "Wait") {
      const name = operand && scope && this.#locks.classes.condLock(operand, scope);
      return release(held, name, { mode: "lock", shared: name === undefined }, true);
    }
    if (inner.receiver === "Once" && frames.slice(0, index).some(({ func }) => isUser(func))) {
      const name = operand && scope && this.#locks.classes.of(operand, scope, "mutex");
      const line = found.points[0]?.node.line ?? found.line;
      const lock: LockRef = { root: undefined, rest: "", mode: "lock", kind: "mutex", class: name, line };
      if (name !== undefined) return [...held, holding(name, lock, index, found, frames[index] as StackFrame, true)];
    }
    return held;
  }

  /** The class of a lock that the function got as an argument. */
  #argumentClass({ root, rest, kind }: LockRef, caller: Found | undefined): string | undefined {
    const point = caller?.points.length === 1 ? caller.points[0] : undefined;
    if (root?.parameter === undefined || rest !== "" || !point) return undefined;
    const argument =
      root.parameter < 0 ? operandOf(point.node) : field(point.node, "arguments")?.children[root.parameter];
    return argument && this.#locks.classes.of(argument, point.scope, kind);
  }

  #find({ func, location }: StackFrame, inner: StackFrame | undefined): Found | undefined {
    if (!location || isPrimitive(func)) return undefined;
    const fitted = this.#fitted.get(location.file);
    if (!fitted) return undefined;
    const line = location.line + fitted.shift;
    const { agreement, place } = checkFrame(
      fitted.file,
      { func, line: location.line, inner: inner?.func },
      fitted.shift,
    );
    // In a file that was moved or patched only the lines that agree can be trusted.
    if (agreement === "no" || (agreement === "perhaps" && fitted.shift !== 0)) return undefined;
    const facts = place && factsOf(place, this.#summaries);
    if (!facts) return undefined;
    const points = inner && !isRuntime(inner.func) ? pointsAt(facts, line, inner) : [];
    const state = points.length > 0 ? joinAll(points.map((point) => point.state)) : facts.lines.get(line);
    return { facts, points, state, line, file: fitted.file.name };
  }

  /** Class of the lock that the call at a waiter's site asks for. */
  classAt({ func, location }: StackFrame, kind: LockClass["kind"] | "unknown"): string | undefined {
    const fitted = location && this.#fitted.get(location.file);
    if (!location || !fitted || isPrimitive(func)) return undefined;
    const line = location.line + fitted.shift;
    const place = findFunction(fitted.file, func, line);
    const facts = place && factsOf(place, this.#summaries);
    const classes = new Set<string>();
    for (const { node, lines, scope, callee } of facts?.calls ?? []) {
      if (!lines.includes(line)) continue;
      const called = field(node, "function");
      const operation = called && this.#locks.operation(called, scope);
      const operand = operandOf(node);
      if (operation && operation.does !== "release") {
        if (kind !== "unknown" && operation.lock.kind !== kind) continue;
        classes.add(operation.lock.class ?? "");
      } else if (callee === "Wait" && operand) {
        const name = this.#locks.classes.condLock(operand, scope);
        if (name !== undefined) classes.add(name);
      }
    }
    const [only] = classes;
    return classes.size === 1 && only !== "" ? only : undefined;
  }
}

/** The calls on a line that can have led to the next frame. */
function pointsAt({ calls }: FunctionFacts, line: number, { func, location }: StackFrame): CallPoint[] {
  const here = calls.filter(({ lines }) => lines.includes(line));
  if (func.closure === "") {
    const named = here.filter(({ callee }) => callee === func.name);
    if (named.length > 0) return named;
  } else if (location) {
    const around = here.filter(({ node, deferred }) => {
      const at = deferred ?? field(node, "function");
      return (
        at !== undefined &&
        (deferred || at.type === "func_literal") &&
        at.line <= location.line &&
        location.line <= at.endLine
      );
    });
    if (around.length > 0) return around;
  }
  const direct = here.filter(({ deferred }) => !deferred);
  return direct.length > 0 ? direct : here;
}

function operandOf(call: GoNode | undefined): GoNode | undefined {
  const called = call && field(call, "function");
  return called?.type === "selector_expression" ? field(called, "operand") : undefined;
}

/** Locks that a goroutine's first function releases whatever it does and never took: who started it handed them over. */
function inherited(found: Found, frame: StackFrame, index: number): Holding[] {
  const given = found.facts.summary.always.filter(({ sign, certain }) => sign < 0 && certain);
  return given.flatMap(({ lock }) =>
    lock.class === undefined ? [] : [holding(lock.class, lock, index, found, frame, true)],
  );
}

function holding(
  name: string,
  lock: LockRef,
  frame: number,
  { line, file }: Found,
  { func }: StackFrame,
  certain: boolean,
): Holding {
  const verb = lock.mode === "rlock" ? "RLock" : "Lock";
  const source = `${lastOf(file)}: ${verb} ${lock.line} → call ${line}`;
  const fact = { class: name, mode: lock.mode, holder: func.symbol, source };
  return { class: name, mode: lock.mode, frame, fact, certain, ...(!certain && { may: true as const }) };
}

/**
 * Takes away what an inner frame released: the innermost lock of that class. A release through a pointer or interface whose class is not
 * known can mean the only one that is held, or else any.
 */
function release(
  held: Holding[],
  name: string | undefined,
  { mode, shared }: Pick<LockRef, "mode" | "shared">,
  certain: boolean,
): Holding[] {
  const fits = held.filter((holding) => holding.mode === mode);
  const last =
    fits.findLast((holding) => holding.class === name) ?? (shared && fits.length === 1 ? fits[0] : undefined);
  if (!last) return shared ? held.map(doubted) : held;
  const others = held.filter((holding) => holding !== last);
  return certain ? others : [...others, doubted(last)];
}

function doubted(holding: Holding): Holding {
  return { ...holding, certain: false, may: true };
}

/** Functions that are the locks themselves. */
function isPrimitive({ package: path }: FuncName): boolean {
  return path === "sync" || path === "internal/sync" || path === "runtime";
}

function isRuntime({ package: path, symbol }: FuncName): boolean {
  return path === "runtime" && symbol !== "runtime.gopanic";
}

function isUser({ package: path }: FuncName): boolean {
  return !/^(sync|internal\/sync|runtime|sync\/atomic|)$/.test(path);
}
