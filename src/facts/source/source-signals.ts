import type { Stack, StackFrame } from "../../model/dump.ts";
import type { Signal, SignalFacts } from "../signal-facts.ts";
import { lastOf } from "./file-index.ts";
import { findFunction } from "./find-function.ts";
import type { FittedFile } from "./fit-file.ts";
import { flatScope } from "./flat-scope.ts";
import type { GoNode } from "./go-node.ts";
import type { LockClasses } from "./lock-class.ts";
import { type Operation, signalOperations } from "./signal-operations.ts";

/** A function of the source with what it does to channels and the like. */
interface Body {
  readonly file: string;
  readonly line: number;
  readonly operations: readonly Operation[];
}

/** Reads in the source what frames wait at and what they have still to do. */
export class SourceSignals implements SignalFacts {
  readonly #fitted: ReadonlyMap<string, FittedFile>;
  readonly #classes: LockClasses;
  readonly #known = new WeakMap<GoNode, readonly Operation[]>();
  readonly #pending = new WeakMap<Stack, readonly Signal[]>();

  constructor(fitted: ReadonlyMap<string, FittedFile>, classes: LockClasses) {
    this.#fitted = fitted;
    this.#classes = classes;
  }

  awaited(stack: Stack, site: number): readonly Signal[] {
    const body = this.#bodyOf(stack.frames[site]);
    return (body?.operations ?? [])
      .filter(
        ({ act, line, endLine }) =>
          act !== "wake" && act !== "release" && line <= (body?.line ?? 0) && (body?.line ?? 0) <= endLine,
      )
      .map((operation) => asSignal(operation, site, body as Body));
  }

  pending(stack: Stack): readonly Signal[] {
    let pending = this.#pending.get(stack);
    if (!pending) {
      pending = stack.frames.flatMap((frame, index) => {
        const body = this.#bodyOf(frame);
        return (body?.operations ?? [])
          .filter((operation) => body && isAhead(operation, body.line, index === 0) && isTaken(operation, body))
          .map((operation) => asSignal(operation, index, body as Body));
      });
      this.#pending.set(stack, pending);
    }
    return pending;
  }

  #bodyOf(frame: StackFrame | undefined): Body | undefined {
    const fitted = frame?.location && this.#fitted.get(frame.location.file);
    if (!frame?.location || !fitted) return undefined;
    const line = frame.location.line + fitted.shift;
    const place = findFunction(fitted.file, frame.func, line);
    if (place?.declaration.kind !== "func") return undefined;
    const node = place.literals.at(-1) ?? place.declaration.node;
    let operations = this.#known.get(node);
    if (!operations) {
      operations = signalOperations(node, flatScope(place.declaration), this.#classes);
      this.#known.set(node, operations);
    }
    return { file: lastOf(fitted.file.name), line, operations };
  }
}

/**
 * Whether it comes after a line: it stands below, runs at the end, or a loop leads back to it. On the line itself it comes after the call in
 * which an outer frame is; the innermost frame is at it.
 */
function isAhead({ line, deferred, loop }: Operation, at: number, innermost: boolean): boolean {
  if (line === at && !deferred) return !innermost;
  return deferred || line > at || (loop !== undefined && loop.line <= at && at <= loop.endLine);
}

/** A place of a semaphore is given back by who has it: who has not come to the line that takes it has none. */
function isTaken({ act, name }: Operation, { operations, line }: Body): boolean {
  if (act !== "release") return true;
  const takings = operations.filter((operation) => operation.act === "acquire" && operation.name === name);
  return takings.length === 0 || takings.some((taking) => taking.endLine < line);
}

function asSignal({ kind, act, name, line }: Operation, frame: number, { file }: Body): Signal {
  return { kind, act, name, frame, line: `${file}:${line}` };
}
