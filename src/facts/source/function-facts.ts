import type { GoNode } from "./go-node.ts";
import type { Effect, State } from "./lock-state.ts";
import type { Scope, Variable } from "./scope.ts";

/** A call in a function with what is held when it starts. */
export interface CallPoint {
  readonly node: GoNode;
  /** Name of the called function, method or variable; "" for a function literal that is called at once. */
  readonly callee: string;
  /** Lines on which a traceback can show it: where it starts, its name, its parentheses. */
  readonly lines: readonly number[];
  readonly scope: Scope;
  state: State;
  /** For a deferred call: its `defer` statement. */
  readonly deferred?: GoNode;
}

/** What a function does to the locks of its caller, by how it ends. */
export interface Summary {
  /** Whatever it returned. */
  readonly always: readonly Effect[];
  /** When its last result is nil or true … */
  readonly success: readonly Effect[];
  /** … or an error or false. */
  readonly failure: readonly Effect[];
  /** What calling the function does that it returns. */
  readonly returned: readonly Effect[];
}

export const NOTHING: Summary = { always: [], success: [], failure: [], returned: [] };

/** What the walk through a function asks about the calls in it. */
export interface CallEffects {
  /** What a call does to locks, in the names of its caller. */
  ofCall(call: GoNode, scope: Scope): Summary;
  /** What calling a function value does: a literal, `mu.Unlock`, what a helper returned; undefined when it is none. */
  ofFunctionValue(expression: GoNode, scope: Scope): readonly Effect[] | undefined;
  /** Whether a call's last result is a flag and not an error. */
  isFlag(call: GoNode, scope: Scope): boolean;
  /** The type that a variable is declared with, as text. */
  typeText(variable: Variable): string | undefined;
}

/** What the walk through one function, method or literal found. */
export interface FunctionFacts {
  readonly node: GoNode;
  readonly calls: readonly CallPoint[];
  /** What is held when a line starts. */
  readonly lines: ReadonlyMap<number, State>;
  /** Literals inside with what is visible where they stand. */
  readonly literals: ReadonlyMap<GoNode, Scope>;
  readonly summary: Summary;
  /** Something that it calls was not followed, because it is too deep: it may do more to locks. */
  readonly incomplete?: true;
}
