import type { Callee, ExpressionTypes } from "./expression-type.ts";
import { ownerName, parameterScope } from "./flat-scope.ts";
import { Flow } from "./flow.ts";
import { type CallEffects, type FunctionFacts, NOTHING, type Summary } from "./function-facts.ts";
import type { FuncDeclaration } from "./go-file.ts";
import { field, fields, type GoNode, unwrap } from "./go-node.ts";
import { isPackageVariable, type LockExpressions, type LockOperation } from "./lock-expression.ts";
import type { Effect, LockRef } from "./lock-state.ts";
import { fileScope, lookup, type Scope, type Variable } from "./scope.ts";

/** How many functions deep a helper may call another that locks for it. */
const DEEPEST = 3;

/** Names of functions in other packages that may return with a lock taken or released; in its own package any function may. */
const LOCKISH =
  /lock|begin|commit|rollback|acquire|release|enter|leave|hold|guard|freeze|thaw|start|end|open|close|done|with/i;

/** What was found in a function, and how many functions were being followed then; 0 when that made no difference. */
interface Known {
  readonly facts: FunctionFacts;
  readonly depth: number;
}

/** Tells what calls do to locks: those of package sync by themselves, functions at hand by what their bodies do. */
export class Summaries implements CallEffects {
  readonly #types: ExpressionTypes;
  readonly #locks: LockExpressions;
  readonly #facts = new Map<FuncDeclaration, Known>();
  readonly #literals = new Map<GoNode, Known>();
  readonly #running = new Set<FuncDeclaration>();
  /** How often a call was not followed because it is too deep. */
  #cuts = 0;

  constructor(types: ExpressionTypes, locks: LockExpressions) {
    this.#types = types;
    this.#locks = locks;
  }

  /** What the walk through a function finds. */
  facts(func: FuncDeclaration): FunctionFacts {
    return this.#remember(this.#facts, func, () => {
      this.#running.add(func);
      const facts = new Flow(func.node, this).run(parameterScope(func.node, fileScope(func.file, ownerName(func))));
      this.#running.delete(func);
      return facts;
    });
  }

  /** The same for a function literal; `scope` is what is visible where it stands. */
  literal(node: GoNode, scope: Scope): FunctionFacts {
    return this.#remember(this.#literals, node, () => new Flow(node, this).run(parameterScope(node, scope)));
  }

  /** What was found so deep that calls were not followed is not good enough for who asks from further out. */
  #remember<K>(all: Map<K, Known>, key: K, find: () => FunctionFacts): FunctionFacts {
    const depth = this.#running.size;
    const known = all.get(key);
    if (known && known.depth <= depth) {
      if (known.facts.incomplete) this.#cuts++;
      return known.facts;
    }
    const cuts = this.#cuts;
    const found = find();
    const isWhole = this.#cuts === cuts;
    const facts = isWhole ? found : { ...found, incomplete: true as const };
    all.set(key, { facts, depth: isWhole ? 0 : depth });
    return facts;
  }

  /** What a call does to locks, in the names of its caller. */
  ofCall(call: GoNode, scope: Scope): Summary {
    const called = field(call, "function");
    if (!called) return NOTHING;
    const operation = this.#locks.operation(called, scope);
    if (operation) return ofOperation(operation);
    const value = this.ofFunctionValue(called, scope);
    if (value) return { ...NOTHING, always: value, success: value, failure: value };
    const callee = this.#types.callee(called, scope);
    if (callee?.kind !== "func" || !this.#worthReading(callee.func, scope) || this.#isTooDeep()) return NOTHING;
    return this.#ofFunction(call, callee, scope);
  }

  /** What calling a function value does: a literal, a variable that holds one, `mu.Unlock`, the function that a helper returned. */
  ofFunctionValue(expression: GoNode, scope: Scope): readonly Effect[] | undefined {
    const node = unwrap(expression);
    if (node.type === "func_literal") return this.#isTooDeep() ? undefined : this.literal(node, scope).summary.always;
    if (node.type === "identifier") {
      const variable = lookup(scope, node.text);
      if (variable?.initial.by !== "value" || variable.initial.index > 0) return undefined;
      return this.ofFunctionValue(variable.initial.node, variable.scope);
    }
    if (node.type === "call_expression") {
      const { returned } = this.ofCall(node, scope);
      return returned.length > 0 ? returned : undefined;
    }
    const operation = node.type === "selector_expression" ? this.#locks.operation(node, scope) : undefined;
    return operation && ofOperation(operation).always;
  }

  #isTooDeep(): boolean {
    if (this.#running.size <= DEEPEST) return false;
    this.#cuts++;
    return true;
  }

  #worthReading(func: FuncDeclaration, scope: Scope): boolean {
    if (this.#running.has(func)) return false;
    if (func.file.folder !== scope.file.folder && !LOCKISH.test(func.name)) return false;
    if (this.#facts.has(func)) return true;
    // Its text is asked first: a function that is not worth reading need not be parsed.
    const mayLock = /lock/i.test(func.text) || (LOCKISH.test(func.name) && func.endLine - func.line < 60);
    return mayLock && field(func.node, "body") !== undefined;
  }

  #ofFunction(call: GoNode, callee: Extract<Callee, { kind: "func" }>, scope: Scope): Summary {
    const { summary } = this.facts(callee.func);
    if (summary.always.length + summary.returned.length === 0) return NOTHING;
    const inCaller = (effect: Effect): Effect => ({
      ...effect,
      lock: this.#translate(effect.lock, call, callee, scope),
    });
    return {
      always: summary.always.map(inCaller),
      success: summary.success.map(inCaller),
      failure: summary.failure.map(inCaller),
      returned: summary.returned.map(inCaller),
    };
  }

  /** A lock as the caller names it: what starts with a parameter starts with its argument there. */
  #translate(lock: LockRef, call: GoNode, callee: Extract<Callee, { kind: "func" }>, scope: Scope): LockRef {
    const { line } = call;
    if (isPackageVariable(lock)) return { ...lock, line };
    const argument = lock.root?.parameter === undefined ? undefined : argumentOf(lock.root, call, callee);
    const steps = lock.root?.parameter === -1 ? (callee.path ?? []).map((step) => `.${step}`).join("") : "";
    if (argument) {
      const { root, rest } = this.#locks.place(argument, scope);
      const own = lock.rest === "" ? this.#locks.classes.of(argument, scope, lock.kind) : undefined;
      return { ...lock, root, rest: rest + steps + lock.rest, class: lock.class ?? own, line };
    }
    // A lock that the helper found by itself: the same arguments find the same one.
    const base = callee.receiver && this.#locks.place(callee.receiver, scope);
    const given = field(call, "arguments")?.text ?? "";
    return { ...lock, root: base?.root, rest: `${base?.rest ?? callee.func.name}${given} ${lock.class ?? ""}`, line };
  }

  /** Whether a call's last result is a flag and not an error. */
  isFlag(call: GoNode, scope: Scope): boolean {
    const called = field(call, "function");
    if (!called) return false;
    if (this.#locks.operation(called, scope)?.does === "try") return true;
    const callee = this.#types.callee(called, scope);
    return callee?.kind === "func" && lastResult(callee.func.node) === "bool";
  }

  /** The type that a variable is declared with, as text. */
  typeText({ initial, scope }: Variable): string | undefined {
    if (initial.by === "type") return initial.node.text;
    if (initial.by === "value" && initial.node.type === "call_expression" && this.isFlag(initial.node, scope))
      return "bool";
    return initial.by === "value" && /^(true|false)$/.test(initial.node.type) ? "bool" : undefined;
  }
}

function ofOperation({ does, lock }: LockOperation): Summary {
  const effect = (certain: boolean): Effect => ({ sign: does === "release" ? -1 : 1, lock, certain });
  if (does !== "try") return { always: [effect(true)], success: [effect(true)], failure: [effect(true)], returned: [] };
  return { always: [effect(false)], success: [effect(true)], failure: [], returned: [] };
}

function argumentOf(root: Variable, call: GoNode, callee: Extract<Callee, { kind: "func" }>): GoNode | undefined {
  const position = root.parameter ?? -1;
  if (position === -1) return callee.receiver;
  const given = field(call, "arguments")?.children ?? [];
  return given[position];
}

function lastResult(func: GoNode): string | undefined {
  const result = field(func, "result");
  if (result?.type !== "parameter_list") return result?.text;
  const types = result.children.flatMap((parameter) => fields(parameter, "type"));
  return types.at(-1)?.text;
}
