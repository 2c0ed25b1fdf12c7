import { calleeName } from "./call-name.ts";
import type { Evaluator } from "./evaluate.ts";
import type { Summary } from "./function-facts.ts";
import { apply, type Deferred, type Effect, joinAll, type State } from "./lock-state.ts";

interface Exit {
  readonly state: State;
  readonly end: "success" | "failure" | "unknown";
}

/** The ways out of a function: what was deferred runs there, and what is then still held is its caller's. */
export class Exits {
  readonly #lastLine: number;
  readonly #evaluator: Evaluator;
  readonly #exits: Exit[] = [];

  constructor(lastLine: number, evaluator: Evaluator) {
    this.#lastLine = lastLine;
    this.#evaluator = evaluator;
  }

  clear(): void {
    this.#exits.length = 0;
  }

  /** The function ends on these lines: what was deferred runs, last first. */
  leave(state: State, line: number, end: Exit["end"], endLine: number = line): void {
    let after: State = { ...state, defers: [] };
    for (const deferred of state.defers.toReversed())
      after = this.#runDeferred(deferred, after, [line, endLine, this.#lastLine]);
    this.#exits.push({ state: after, end });
  }

  #runDeferred(deferred: Deferred, state: State, lines: readonly number[]): State {
    const call = deferred.node.children[0];
    if (call?.type !== "call_expression") return state;
    // Each exit has its own line.
    this.#evaluator.noteCall(`${deferred.node.start} ${lines[0]}`, {
      node: call,
      callee: calleeName(call),
      lines: [...new Set(lines)],
      scope: deferred.scope,
      state,
      deferred: deferred.node,
    });
    const { always } = this.#evaluator.effectsOfCall(call, deferred.scope);
    const { certain, when } = deferred;
    return always.reduce(
      (at, effect) => apply(at, certain ? effect : { ...effect, certain: false, ...(when && { when }) }),
      state,
    );
  }

  /** What all ways out have in common. */
  summary(): Summary {
    const ending = (end: Exit["end"]) =>
      effectsOf(this.#exits.filter((exit) => exit.end === end || exit.end === "unknown"));
    return {
      always: effectsOf(this.#exits),
      success: ending("success"),
      failure: ending("failure"),
      returned: this.#evaluator.returned,
    };
  }
}

function effectsOf(exits: readonly Exit[]): Effect[] {
  return [...(joinAll(exits.map(({ state }) => state))?.effects.values() ?? [])];
}
