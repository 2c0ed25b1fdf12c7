import { Evaluator } from "./evaluate.ts";
import { Exits } from "./exits.ts";
import { declareAll, declareRange, declareSpec } from "./flat-scope.ts";
import type { CallEffects, FunctionFacts } from "./function-facts.ts";
import { childrenOf, field, type GoNode, walk } from "./go-node.ts";
import { EMPTY, join, joinAll, type State, same } from "./lock-state.ts";
import { declare, type Scope } from "./scope.ts";

/** A loop is followed until nothing changes; what is known only shrinks, so that is soon. */
const MOST_ROUNDS = 4;

/** Where a `break` or `continue` can lead. */
interface Target {
  readonly label: string | undefined;
  readonly loop: boolean;
  readonly breaks: State[];
  readonly continues: State[];
}

/** State and visible names: what one statement hands to the next. */
interface At {
  readonly state: State | undefined;
  readonly scope: Scope;
}

/** Follows all ways through the body of a function and notes what is held where. */
export class Flow {
  readonly #node: GoNode;
  readonly #evaluator: Evaluator;
  readonly #lines = new Map<number, State>();
  readonly #targets: Target[] = [];
  readonly #gotos = new Map<string, State>();
  readonly #exits: Exits;
  #label: string | undefined;

  constructor(node: GoNode, effects: CallEffects) {
    this.#node = node;
    this.#evaluator = new Evaluator(effects, (line, state) => this.#note(line, state));
    this.#exits = new Exits(node.endLine, this.#evaluator);
  }

  /** `scope`: what is visible in the body. */
  run(scope: Scope): FunctionFacts {
    const body = field(this.#node, "body");
    let jumps = false;
    if (body) {
      walk(body, (node) => {
        if (node.type === "goto_statement") jumps = true;
        return node.type !== "func_literal";
      });
      // A jump back is known to its label only in the second round.
      for (let round = 0; round < (jumps ? 2 : 1); round++) {
        this.#exits.clear();
        const { state } = this.#block(body, { state: EMPTY, scope });
        if (state) this.#exits.leave(state, this.#node.endLine, "unknown");
      }
    }
    return {
      node: this.#node,
      calls: [...this.#evaluator.calls.values()],
      lines: this.#lines,
      literals: this.#evaluator.literals,
      summary: this.#exits.summary(),
    };
  }

  #note(line: number, state: State): void {
    this.#lines.set(line, join(this.#lines.get(line), state) ?? state);
  }

  #block(node: GoNode, at: At): At {
    let inner = at;
    const list = node.type === "statement_list" ? node : node.children.find(({ type }) => type === "statement_list");
    for (const statement of list?.children ?? []) inner = this.#statement(statement, inner);
    return { state: inner.state, scope: at.scope };
  }

  #statement(node: GoNode, at: At): At {
    const { state, scope } = at;
    if (node.type === "labeled_statement") return this.#labeled(node, at);
    if (!state) return at;
    this.#note(node.line, state);
    const label = this.#label;
    this.#label = undefined;
    switch (node.type) {
      case "block":
        return this.#block(node, at);
      case "short_var_declaration":
      case "var_declaration":
      case "assignment_statement":
        return this.#declaration(node, state, scope);
      case "return_statement":
        this.#return(node, state, scope);
        return { state: undefined, scope };
      case "if_statement":
        return this.#if(node, state, scope);
      case "for_statement":
        return this.#for(node, state, scope, label);
      case "expression_switch_statement":
      case "type_switch_statement":
      case "select_statement":
        return this.#switch(node, state, scope, label);
      case "defer_statement":
        return { state: this.#evaluator.defer(node, state, scope), scope };
      case "go_statement":
        return { state: this.#evaluator.go(node, state, scope), scope };
      case "break_statement":
      case "continue_statement":
        this.#jump(node, state);
        return { state: undefined, scope };
      case "goto_statement":
        this.#meet(node.children[0]?.text ?? "", state);
        return { state: undefined, scope };
      case "fallthrough_statement":
        return at;
      default:
        return { state: this.#evaluator.evaluate(node, state, scope), scope };
    }
  }

  #labeled(node: GoNode, at: At): At {
    const label = field(node, "label")?.text ?? "";
    const state = join(at.state, this.#gotos.get(label));
    const statement = node.children.find((child) => child.field !== "label");
    this.#label = label;
    const after = statement ? this.#statement(statement, { state, scope: at.scope }) : { state, scope: at.scope };
    this.#label = undefined;
    return after;
  }

  #declaration(node: GoNode, state: State, scope: Scope): At {
    if (node.type === "short_var_declaration") {
      const left = field(node, "left")?.children ?? [];
      const right = field(node, "right")?.children ?? [];
      const after = this.#evaluator.evaluateAll(right, state, scope);
      const inner = declareAll(scope, left, right);
      return { state: after && this.#evaluator.bind(left, right, after, inner), scope: inner };
    }
    if (node.type === "assignment_statement") {
      const left = field(node, "left")?.children ?? [];
      const right = field(node, "right")?.children ?? [];
      const after = this.#evaluator.evaluateAll([...left, ...right], state, scope);
      return { state: after && this.#evaluator.bind(left, right, after, scope), scope };
    }
    let at: At = { state, scope };
    walk(node, (spec) => {
      if (spec.type !== "var_spec") return spec.type !== "func_literal";
      const values = field(spec, "value")?.children ?? [];
      const after = at.state && this.#evaluator.evaluateAll(values, at.state, at.scope);
      at = { state: after, scope: declareSpec(at.scope, spec) };
      return false;
    });
    return at;
  }

  #return(node: GoNode, state: State, scope: Scope): void {
    const values = node.children[0]?.children ?? [];
    const after = this.#evaluator.evaluateAll(values, state, scope);
    if (!after) return;
    this.#evaluator.noteReturned(values[0], scope);
    const last = values.at(-1);
    const ends = last ? this.#evaluator.endings(last, after, scope) : [{ state: after, end: "unknown" as const }];
    for (const { state: end, end: kind } of ends) this.#exits.leave(end, node.line, kind, node.endLine);
  }

  #if(node: GoNode, start: State, outer: Scope): At {
    const before = this.#optional(field(node, "initializer"), { state: start, scope: outer });
    const condition = field(node, "condition");
    if (!before.state || !condition) return { state: before.state, scope: outer };
    const { yes, no } = this.#evaluator.test(condition, before.state, before.scope);
    const consequence = field(node, "consequence");
    const alternative = field(node, "alternative");
    const then = consequence ? this.#block(consequence, { state: yes, scope: before.scope }).state : yes;
    const otherwise = alternative ? this.#statement(alternative, { state: no, scope: before.scope }).state : no;
    return { state: join(then, otherwise), scope: outer };
  }

  #optional(statement: GoNode | undefined, at: At): At {
    return statement ? this.#statement(statement, at) : at;
  }

  #for(node: GoNode, start: State, outer: Scope, label: string | undefined): At {
    const clause = node.children.find(({ type }) => type === "for_clause");
    const range = node.children.find(({ type }) => type === "range_clause");
    const body = field(node, "body");
    const before = this.#optional(clause && field(clause, "initializer"), { state: start, scope: outer });
    const ranged = range && field(range, "right");
    const entry = ranged && before.state ? this.#evaluator.evaluate(ranged, before.state, before.scope) : before.state;
    const scope = range ? declareRange(range, before.scope) : before.scope;
    const condition = clause
      ? field(clause, "condition")
      : range
        ? undefined
        : node.children.find((child) => child !== body);
    const target: Target = { label, loop: true, breaks: [], continues: [] };
    this.#targets.push(target);
    let head = entry;
    let done: State | undefined;
    for (let round = 0; head && round < MOST_ROUNDS; round++) {
      this.#note(node.line, head);
      const { yes, no } = condition
        ? this.#evaluator.test(condition, head, scope)
        : { yes: head, no: range ? head : undefined };
      done = no;
      target.continues.length = 0;
      const { state: end } = body ? this.#block(body, { state: yes, scope }) : { state: yes };
      let next = joinAll([end, ...target.continues]);
      const update = clause && field(clause, "update");
      if (update && next) next = this.#statement(update, { state: next, scope }).state;
      const again = join(entry, next);
      if (same(again, head)) break;
      head = again;
    }
    this.#targets.pop();
    return { state: joinAll([done, ...target.breaks]), scope: outer };
  }

  #switch(node: GoNode, start: State, outer: Scope, label: string | undefined): At {
    const before = this.#optional(field(node, "initializer"), { state: start, scope: outer });
    const value = field(node, "value");
    const entry = value && before.state ? this.#evaluator.evaluate(value, before.state, before.scope) : before.state;
    const target: Target = { label, loop: false, breaks: [], continues: [] };
    this.#targets.push(target);
    const ends: (State | undefined)[] = [];
    let fallen: State | undefined;
    let complete = node.type === "select_statement";
    for (const branch of node.children) {
      if (!/_case$/.test(branch.type)) continue;
      if (branch.type === "default_case") complete = true;
      const at = this.#case(branch, node, { state: entry, scope: before.scope });
      const list = branch.children.find(({ type }) => type === "statement_list");
      const end = list ? this.#block(list, { ...at, state: join(at.state, fallen) }).state : at.state;
      const falls = list?.children.at(-1)?.type === "fallthrough_statement";
      fallen = falls ? end : undefined;
      if (!falls) ends.push(end);
    }
    this.#targets.pop();
    return { state: joinAll([...ends, ...target.breaks, complete ? undefined : entry]), scope: outer };
  }

  /** What a case does before its statements. */
  #case(branch: GoNode, around: GoNode, at: At): At {
    if (!at.state) return at;
    const communication = field(branch, "communication");
    if (communication) {
      const left = field(communication, "left")?.children ?? [];
      const right = field(communication, "right");
      const state = this.#evaluator.evaluate(communication, at.state, at.scope);
      return { state, scope: right ? declareAll(at.scope, left, [right]) : at.scope };
    }
    if (branch.type === "type_case") {
      const name = field(around, "alias")?.children[0];
      const types = branch.children.filter((child) => child.field === "type" && child.type !== ",");
      const [only] = types;
      if (!name) return at;
      const initial = types.length === 1 && only ? { by: "type" as const, node: only } : { by: "nothing" as const };
      return { ...at, scope: declare(at.scope, name, initial) };
    }
    const value = field(branch, "value");
    return value ? { ...at, state: this.#evaluator.evaluate(value, at.state, at.scope) } : at;
  }

  #jump(node: GoNode, state: State): void {
    const label = childrenOf(node, "label_name")[0]?.text;
    const isBreak = node.type === "break_statement";
    const target = this.#targets.findLast((at) => (label === undefined ? isBreak || at.loop : at.label === label));
    if (target) (isBreak ? target.breaks : target.continues).push(state);
  }

  #meet(label: string, state: State): void {
    this.#gotos.set(label, join(this.#gotos.get(label), state) ?? state);
  }
}
