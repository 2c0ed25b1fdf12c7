import type { GoFile } from "./go-file.ts";
import type { GoNode } from "./go-node.ts";
import type { GoType } from "./go-type.ts";

/** How a variable gets its value, for its type to be found when somebody asks. */
export type Initial =
  /** Declared with a type. */
  | { readonly by: "type"; readonly node: GoNode }
  /** The `index`th value of an expression. */
  | { readonly by: "value"; readonly node: GoNode; readonly index: number; readonly of: number }
  | { readonly by: "range-key" | "range-value"; readonly node: GoNode }
  | { readonly by: "nothing" };

/** A local variable, parameter or receiver. */
export interface Variable {
  readonly name: string;
  /** Where the file declares it: tells variables of one function apart. */
  readonly id: number;
  readonly initial: Initial;
  /** What was visible where it is declared: its initial value is read there. */
  readonly scope: Scope;
  /** Position among the parameters; -1 for the receiver. */
  readonly parameter?: number;
  /** Name of the declared function around it: part of the name of a lock in a local variable. */
  readonly owner: string;
}

/** Names visible at a point of a function. Immutable: a declaration makes a new scope, so the end of a block needs no undoing. */
export interface Scope {
  readonly file: GoFile;
  readonly variable: Variable | undefined;
  readonly outer: Scope | undefined;
  /** Types that type parameters stand for. */
  readonly types: ReadonlyMap<string, GoType>;
  /** Name of the declared function. */
  readonly owner: string;
}

/** A scope without variables. */
export function fileScope(file: GoFile, owner = "", types: ReadonlyMap<string, GoType> = new Map()): Scope {
  return { file, variable: undefined, outer: undefined, types, owner };
}

/** `scope` and one variable more. */
export function declare(scope: Scope, { text: name, start }: GoNode, initial: Initial, parameter?: number): Scope {
  if (name === "_" || name === "") return scope;
  const variable: Variable = {
    name,
    id: start,
    initial,
    scope,
    owner: scope.owner,
    ...(parameter !== undefined && { parameter }),
  };
  return { ...scope, variable, outer: scope };
}

/** The variable that a name means here; undefined when it is none of the function. */
export function lookup(scope: Scope, name: string): Variable | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.variable?.name === name) return at.variable;
  return undefined;
}
