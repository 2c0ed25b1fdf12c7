import type { FuncName, Stack, StackFrame } from "../../model/dump.ts";
import type { LockClass } from "../fact.ts";
import type { FrameReader, FrameReading, LockEffect } from "../frame-reading.ts";
import type { LockObject } from "../lock-object.ts";
import { isPrimitive } from "../read-stack.ts";
import { checkFrame } from "./check-frame.ts";
import { lastOf } from "./file-index.ts";
import { factsOf, findFunction } from "./find-function.ts";
import type { FittedFile } from "./fit-file.ts";
import type { CallPoint, FunctionFacts } from "./function-facts.ts";
import { field, type GoNode } from "./go-node.ts";
import type { LockExpressions } from "./lock-expression.ts";
import type { LockObjects } from "./lock-objects.ts";
import { type Effect, joinAll, type LockRef } from "./lock-state.ts";
import type { TracedFrame } from "./object-trace.ts";
import type { Summaries } from "./summaries.ts";

/** A frame found in the source, with the calls that it can stand at and the locks of its effects. */
interface SourceReading extends FrameReading, TracedFrame {
  readonly taken: readonly LockRef[];
}

/** Finds frames in the files of the source that fit the dump. */
export class SourceFrames implements FrameReader<SourceReading> {
  readonly #fitted: ReadonlyMap<string, FittedFile>;
  readonly #summaries: Summaries;
  readonly #locks: LockExpressions;
  readonly #objects: LockObjects;

  constructor(
    fitted: ReadonlyMap<string, FittedFile>,
    summaries: Summaries,
    locks: LockExpressions,
    objects: LockObjects,
  ) {
    this.#fitted = fitted;
    this.#summaries = summaries;
    this.#locks = locks;
    this.#objects = objects;
  }

  find(
    { func, location }: StackFrame,
    inner: StackFrame | undefined,
    caller: SourceReading | undefined,
  ): SourceReading | undefined {
    const fitted = location && this.#fitted.get(location.file);
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
    if (!place || !facts) return undefined;
    const points = inner && !isRuntime(inner.func) ? pointsAt(facts, line, inner) : [];
    const state = points.length > 0 ? joinAll(points.map((point) => point.state)) : facts.lines.get(line);
    const [only] = points.length === 1 ? points : [];
    const operand = operandOf(only?.node);
    const { classes } = this.#locks;
    const effects = [...(state?.effects.values() ?? [])];
    return {
      place,
      points,
      taken: effects.map(({ lock }) => lock),
      effects: effects.map((effect) =>
        asLockEffect(effect, effect.lock.class ?? this.#argumentClass(effect.lock, caller)),
      ),
      given: givenLocks(facts).map((effect) => asLockEffect(effect, effect.lock.class)),
      line,
      file: lastOf(fitted.file.name),
      condition: () => operand && only && classes.condLock(operand, only.scope),
      ...(facts.incomplete && { loose: true }),
      once: () => operand && only && classes.of(operand, only.scope, "mutex"),
    };
  }

  /** The class of a lock that the function got as an argument. */
  #argumentClass({ root, rest, kind }: LockRef, caller: SourceReading | undefined): string | undefined {
    const point = caller?.points.length === 1 ? caller.points[0] : undefined;
    if (root?.parameter === undefined || rest !== "" || !point) return undefined;
    const argument =
      root.parameter < 0 ? operandOf(point.node) : field(point.node, "arguments")?.children[root.parameter];
    return argument && this.#locks.classes.of(argument, point.scope, kind);
  }

  takenOn(
    stack: Stack,
    readings: readonly (SourceReading | undefined)[],
    frame: number,
    effect: number,
  ): LockObject | undefined {
    const lock = readings[frame]?.taken[effect];
    return lock && this.#objects.of(stack, readings, frame, lock);
  }

  askedOn(stack: Stack, readings: readonly (SourceReading | undefined)[], frame: number): LockObject | undefined {
    const points = readings[frame]?.points ?? [];
    const asked = points
      .flatMap((point) => this.#summaries.ofCall(point.node, point.scope).success)
      .filter(({ sign }) => sign > 0);
    const [only] = asked.length === 1 ? asked : [];
    return only && this.#objects.of(stack, readings, frame, only.lock);
  }

  /** Class of the lock that the call at a waiter's site asks for. */
  classAt({ func, location }: StackFrame, kind: LockClass["kind"] | "unknown"): string | undefined {
    const fitted = location && this.#fitted.get(location.file);
    if (!location || !fitted || isPrimitive(func)) return undefined;
    const line = location.line + fitted.shift;
    const place = findFunction(fitted.file, func, line);
    const facts = place && factsOf(place, this.#summaries);
    const classes = new Set<string>();
    for (const point of facts?.calls ?? []) {
      const asked = point.lines.includes(line) ? askedAt(point, this.#locks) : undefined;
      if (asked && (kind === "unknown" || asked.kind === undefined || asked.kind === kind))
        classes.add(asked.class ?? "");
    }
    const [only] = classes;
    return classes.size === 1 && only !== "" ? only : undefined;
  }
}

/** The lock that a call asks for: a lock operation, or a condition that takes its lock again; undefined when it is another call. */
export function askedAt(
  { node, scope, callee }: CallPoint,
  locks: LockExpressions,
): { readonly class: string | undefined; readonly kind: LockClass["kind"] | undefined } | undefined {
  const called = field(node, "function");
  const operation = called && locks.operation(called, scope);
  const operand = operandOf(node);
  if (operation && operation.does !== "release") return { class: operation.lock.class, kind: operation.lock.kind };
  const condition = !operation && callee === "Wait" && operand ? locks.classes.condLock(operand, scope) : undefined;
  return condition === undefined ? undefined : { class: condition, kind: undefined };
}

/** What a function releases whatever it does and never takes. */
export function givenLocks({ summary }: FunctionFacts): readonly Effect[] {
  return summary.always.filter(({ sign, certain }) => sign < 0 && certain);
}

function asLockEffect({ sign, certain, lock }: Effect, name: string | undefined): LockEffect {
  return { sign, certain, class: name, mode: lock.mode, shared: lock.shared === true, line: lock.line };
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

/** What stands before the dot of a called method. */
export function operandOf(call: GoNode | undefined): GoNode | undefined {
  const called = call && field(call, "function");
  return called?.type === "selector_expression" ? field(called, "operand") : undefined;
}

function isRuntime({ package: path, symbol }: FuncName): boolean {
  return path === "runtime" && symbol !== "runtime.gopanic";
}
