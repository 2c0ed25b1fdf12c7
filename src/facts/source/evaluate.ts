import { calleeName, callLines, endsHere } from "./call-name.ts";
import type { CallEffects, CallPoint, Summary } from "./function-facts.ts";
import { field, type GoNode, unwrap } from "./go-node.ts";
import { apply, type Effect, forget, join, keyOf, learn, type State } from "./lock-state.ts";
import { lookup, type Scope, type Variable } from "./scope.ts";

/** What a variable tells of the call whose last result it is. */
interface Binding {
  readonly call: GoNode;
  readonly scope: Scope;
}

/** Follows expressions: notes each call with what is held when it starts, and applies what it does to locks. */
export class Evaluator {
  /** By call, a deferred one by call and line of the exit. */
  readonly calls: Map<GoNode | string, CallPoint> = new Map();
  readonly literals: Map<GoNode, Scope> = new Map();
  /** What calling the returned function does. */
  returned: readonly Effect[] = [];
  readonly #effectsOf: CallEffects;
  readonly #note: (line: number, state: State) => void;
  readonly #bindings = new Map<number, Binding>();
  readonly #effects = new Map<GoNode, Summary>();

  constructor(effects: CallEffects, note: (line: number, state: State) => void) {
    this.#effectsOf = effects;
    this.#note = note;
  }

  evaluateAll(nodes: readonly GoNode[], start: State, scope: Scope): State | undefined {
    let state: State | undefined = start;
    for (const node of nodes) state = state && this.evaluate(node, state, scope);
    return state;
  }

  /** The state after an expression (or a statement that is only expressions); undefined when it does not return. */
  evaluate(node: GoNode, start: State, scope: Scope): State | undefined {
    if (node.type === "func_literal") {
      if (!this.literals.has(node)) this.literals.set(node, scope);
      return start;
    }
    if (node.type === "binary_expression" && /^(&&|\|\|)$/.test(field(node, "operator")?.text ?? "")) {
      const { yes, no } = this.test(node, start, scope);
      return join(yes, no);
    }
    const blocks =
      node.type === "send_statement" || (node.type === "unary_expression" && field(node, "operator")?.text === "<-");
    const state = this.evaluateAll(node.children, start, scope);
    if (state && blocks) this.#note(node.line, state);
    return state && node.type === "call_expression" ? this.#call(node, state, scope) : state;
  }

  #call(node: GoNode, state: State, scope: Scope): State | undefined {
    this.noteCall(node, { node, callee: calleeName(node), lines: callLines(node), scope, state });
    if (endsHere(node)) return undefined;
    return this.effectsOfCall(node, scope).always.reduce((at, effect) => apply(at, { ...effect, origin: node }), state);
  }

  /** Remembers a call point; one that is reached on several ways holds what all of them hold. */
  noteCall(key: GoNode | string, point: CallPoint): void {
    const known = this.calls.get(key);
    if (known) known.state = join(known.state, point.state) ?? point.state;
    else this.calls.set(key, { ...point });
  }

  /** What a call does to locks. */
  effectsOfCall(node: GoNode, scope: Scope): Summary {
    let effects = this.#effects.get(node);
    if (!effects) {
      effects = this.#effectsOf.ofCall(node, scope);
      this.#effects.set(node, effects);
    }
    return effects;
  }

  /** `defer f(x)`: the arguments are evaluated now, the call runs at the end. */
  defer(node: GoNode, start: State, scope: Scope): State | undefined {
    const state = this.#launch(node, start, scope);
    return (
      state && {
        ...state,
        defers: [...state.defers.filter((deferred) => deferred.node !== node), { node, scope, certain: true }],
      }
    );
  }

  /** `go f(x)`: the arguments are evaluated now; a lock that the new goroutine releases without taking it is handed over to it. */
  go(node: GoNode, start: State, scope: Scope): State | undefined {
    const state = this.#launch(node, start, scope);
    const [call] = node.children;
    if (!state || call?.type !== "call_expression") return state;
    const released = this.effectsOfCall(call, scope).always.filter(({ sign }) => sign < 0);
    return released.reduce((at, effect) => (at.effects.has(keyOf(effect.lock)) ? apply(at, effect) : at), state);
  }

  #launch(node: GoNode, start: State, scope: Scope): State | undefined {
    const call = node.children[0];
    if (call?.type !== "call_expression") return call ? this.evaluate(call, start, scope) : start;
    const called = field(call, "function");
    const parts = [...(called ? [called] : []), ...(field(call, "arguments")?.children ?? [])];
    return this.evaluateAll(parts, start, scope);
  }

  /** `names = values`: what the names mean from here on. */
  bind(names: readonly GoNode[], values: readonly GoNode[], state: State, scope: Scope): State {
    let after: State = state;
    names.forEach((name, index) => {
      const variable = name.type === "identifier" ? lookup(scope, name.text) : undefined;
      if (!variable) return;
      after = this.#forget(variable, forget(after, variable.id));
      this.#bindings.delete(variable.id);
      const value = values.length === names.length ? values[index] : values[0];
      const last = values.length === names.length || index === names.length - 1;
      if (!value || !last) return;
      if (value.type === "call_expression") this.#bindings.set(variable.id, { call: value, scope });
      else if (value.type === "nil" || value.type === "false")
        after = learn(after, { variable: variable.id, is: "zero" });
      else if (value.type === "true") after = learn(after, { variable: variable.id, is: "set" });
    });
    return after;
  }

  /** A variable leads elsewhere now: a lock held under its name stays held, but has no name any more. */
  #forget(variable: Variable, state: State): State {
    const moved = [...state.effects].filter(([, { lock }]) => lock.root?.id === variable.id && lock.rest !== "");
    if (moved.length === 0) return state;
    const effects = new Map(state.effects);
    for (const [key, effect] of moved) {
      effects.delete(key);
      const lock = { ...effect.lock, root: undefined, rest: `${effect.lock.rest} of line ${effect.lock.line}` };
      effects.set(keyOf(lock), { ...effect, lock });
    }
    return { ...state, effects };
  }

  /** A condition's two outcomes. */
  test(condition: GoNode, start: State, scope: Scope): { yes: State | undefined; no: State | undefined } {
    const node = unwrap(condition);
    const operator = field(node, "operator")?.text;
    const left = field(node, "left");
    const right = field(node, "right");
    const operand = field(node, "operand");
    if (node.type === "unary_expression" && operator === "!" && operand) {
      const { yes, no } = this.test(operand, start, scope);
      return { yes: no, no: yes };
    }
    if (left && right && (operator === "&&" || operator === "||")) {
      const first = this.test(left, start, scope);
      const go = operator === "&&" ? first.yes : first.no;
      const second = go ? this.test(right, go, scope) : { yes: undefined, no: undefined };
      return operator === "&&"
        ? { yes: second.yes, no: join(first.no, second.no) }
        : { yes: join(first.yes, second.yes), no: second.no };
    }
    const state = this.evaluate(node, start, scope);
    if (!state) return { yes: undefined, no: undefined };
    if (left && right?.type === "nil" && (operator === "==" || operator === "!=")) {
      const isNil = this.#outcome(left, state, scope, "success", false);
      const isSet = this.#outcome(left, state, scope, "failure", false);
      return operator === "==" ? { yes: isNil, no: isSet } : { yes: isSet, no: isNil };
    }
    if (node.type === "true") return { yes: state, no: undefined };
    return {
      yes: this.#outcome(node, state, scope, "success", true),
      no: this.#outcome(node, state, scope, "failure", true),
    };
  }

  /** The state when a value (a variable or a call) says that its call succeeded: nil for an error, true for a flag. */
  #outcome(value: GoNode, state: State, scope: Scope, outcome: "success" | "failure", isFlag: boolean): State {
    const variable = value.type === "identifier" ? lookup(scope, value.text) : undefined;
    const binding =
      value.type === "call_expression" ? { call: value, scope } : variable && this.#bindings.get(variable.id);
    // An error that is nil and a flag that is true both say success.
    const isZero = (outcome === "success") !== isFlag;
    const learned = variable ? learn(state, { variable: variable.id, is: isZero ? "zero" : "set" }) : state;
    if (!binding) return learned;
    const summary = this.effectsOfCall(binding.call, binding.scope);
    return refine(learned, binding.call, summary[outcome]);
  }

  /** How a function ends that returns `last` as its last value. */
  endings(last: GoNode, state: State, scope: Scope): { state: State; end: "success" | "failure" | "unknown" }[] {
    const node = unwrap(last);
    if (node.type === "nil" || node.type === "true") return [{ state, end: "success" }];
    if (node.type === "false") return [{ state, end: "failure" }];
    const variable = node.type === "identifier" ? lookup(scope, node.text) : undefined;
    if (variable) {
      const known = state.known.get(variable.id);
      const type = this.#effectsOf.typeText(variable);
      if (known) return [{ state, end: (known === "zero") === (type !== "bool") ? "success" : "failure" }];
    }
    const call = node.type === "call_expression" ? node : variable && this.#bindings.get(variable.id)?.call;
    if (call) {
      if (/(^|\.)(Errorf|New|Wrapf?|WithStack|WithMessagef?|Join)$/.test(field(call, "function")?.text ?? ""))
        return [{ state, end: "failure" }];
      const summary = this.effectsOfCall(call, scope);
      if (summary.success.length + summary.failure.length > 0) {
        return [
          { state: refine(state, call, summary.success), end: "success" },
          { state: refine(state, call, summary.failure), end: "failure" },
        ];
      }
    }
    return [{ state, end: "unknown" }];
  }

  /** Remembers what calling the first returned value would do. */
  noteReturned(first: GoNode | undefined, scope: Scope): void {
    const effects = first ? this.#effectsOf.ofFunctionValue(first, scope) : undefined;
    if (effects && effects.length > 0) this.returned = effects;
  }
}

/** What a call did, now that its outcome is known. */
function refine(state: State, call: GoNode, outcome: readonly Effect[]): State {
  const effects = new Map(state.effects);
  for (const [key, effect] of state.effects) if (effect.origin === call && !effect.certain) effects.delete(key);
  let after: State = { ...state, effects };
  for (const effect of outcome) {
    const key = keyOf(effect.lock);
    const known = state.effects.get(key);
    if (effect.sign > 0 ? known?.origin === call : known !== undefined)
      after = apply(after, { ...effect, origin: call });
  }
  return after;
}
