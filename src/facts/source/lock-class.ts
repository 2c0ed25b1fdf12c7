import type { LockClass } from "../fact.ts";
import { assignedValues } from "./assigned-values.ts";
import type { ClassNames } from "./class-names.ts";
import type { ExpressionTypes } from "./expression-type.ts";
import { flatScope } from "./flat-scope.ts";
import type { FuncDeclaration } from "./go-file.ts";
import { dereference, field, type GoNode, unwrap, walk } from "./go-node.ts";
import type { Member } from "./go-type.ts";
import { fileScope, lookup, type Scope, type Variable } from "./scope.ts";
import type { Workspace } from "./workspace.ts";

/** How far a lock is followed through variables, fields and functions. */
const DEEPEST = 8;

type Kind = LockClass["kind"];

/** Tells the class of the lock that an expression means. */
export class LockClasses {
  readonly #types: ExpressionTypes;
  readonly #workspace: Workspace;
  readonly #names: ClassNames;
  #depth = 0;

  constructor(workspace: Workspace, types: ExpressionTypes, names: ClassNames) {
    this.#workspace = workspace;
    this.#types = types;
    this.#names = names;
  }

  /** Class of the lock whose method a selector means. */
  ofMember(
    operand: GoNode,
    scope: Scope,
    { owner }: Extract<Member, { kind: "sync" }>,
    kind: Kind,
  ): string | undefined {
    return owner ? this.#names.of(owner.package, owner.declaration.name, kind) : this.of(operand, scope, kind);
  }

  /** Class of the lock that an expression (a mutex, a pointer to one, a sync.Locker) means. */
  of(expression: GoNode, scope: Scope, kind: Kind): string | undefined {
    if (this.#depth > DEEPEST) return undefined;
    this.#depth++;
    try {
      return this.#class(dereference(expression), scope, kind);
    } finally {
      this.#depth--;
    }
  }

  #class(node: GoNode, scope: Scope, kind: Kind): string | undefined {
    const operand = field(node, "operand");
    switch (node.type) {
      case "identifier": {
        const variable = lookup(scope, node.text);
        if (variable) return this.#localClass(variable, kind);
        const home = this.#types.packageOf(scope);
        return home.declaration(node.text)?.kind === "var" ? this.#names.of(home, node.text, kind) : undefined;
      }
      case "selector_expression":
        return this.#selectorClass(node, scope, kind);
      case "index_expression":
      case "type_assertion_expression":
        return operand && this.of(operand, scope, kind);
      case "call_expression":
        return this.#resultClass(node, scope, kind);
      default:
        return undefined;
    }
  }

  #localClass({ name, initial, scope, owner, parameter }: Variable, kind: Kind): string | undefined {
    if (parameter !== undefined) return undefined;
    const home = () => this.#names.of(this.#types.packageOf(scope), `${owner}.${name}`, kind);
    if (initial.by === "type") return unwrap(initial.node).type === "pointer_type" ? undefined : home();
    if (initial.by === "range-value") return this.of(initial.node, scope, kind);
    if (initial.by !== "value" || initial.index > 0) return undefined;
    return isNew(initial.node) ? home() : this.of(initial.node, scope, kind);
  }

  #selectorClass(node: GoNode, scope: Scope, kind: Kind): string | undefined {
    const operand = field(node, "operand");
    const name = field(node, "field")?.text;
    if (!operand || name === undefined) return undefined;
    const imported = this.#types.importedPackage(operand, scope);
    if (imported !== undefined)
      return imported?.declaration(name)?.kind === "var" ? this.#names.of(imported, name, kind) : undefined;
    const type = this.#types.of(operand, scope);
    if (!type) return undefined;
    const member = this.#types.types.member(type, name);
    if (member?.kind === "sync" && member.sync === "Cond") return this.condLock(operand, scope, kind);
    if (member?.kind !== "field") return undefined;
    if (!member.owner) {
      const around = this.of(operand, scope, kind);
      return around && this.#names.part(around, name, kind);
    }
    const own = this.#names.of(member.owner.package, `${member.owner.declaration.name}.${name}`, kind);
    if (!member.shared) return own;
    const values = assignedValues(this.#workspace, this.#types, member.owner, name);
    const classes = new Set(
      values.map(({ node: given, scope: there }) => (isNew(given) ? own : this.of(given, there, kind))),
    );
    // With one name for all of them the lock has that name; else it is known by the field.
    const [only] = classes;
    return classes.size === 1 && only !== undefined ? only : own;
  }

  /** Class of the lock that belongs to a sync.Cond: what NewCond was given. */
  condLock(cond: GoNode, scope: Scope, kind: Kind = "mutex"): string | undefined {
    const classes = new Set(
      this.#valuesOf(dereference(cond), scope).map(({ node, scope: there }) => {
        const argument = lockOfCond(dereference(node));
        if (!argument || !isNew(argument)) return argument && this.of(argument, there, kind);
        // A lock that has no other name than the condition's.
        const around = this.of(cond, scope, kind);
        return around && this.#names.part(around, "L", kind);
      }),
    );
    const [only] = classes;
    return classes.size === 1 ? only : undefined;
  }

  /** Expressions that a variable or field gets its value from. */
  #valuesOf(node: GoNode, scope: Scope): readonly { readonly node: GoNode; readonly scope: Scope }[] {
    if (node.type === "identifier") {
      const variable = lookup(scope, node.text);
      if (variable)
        return variable.initial.by === "value" ? [{ node: variable.initial.node, scope: variable.scope }] : [];
      const declared = this.#types.packageOf(scope).declaration(node.text);
      const given = declared?.kind === "var" ? field(declared.node, "value")?.children[declared.index] : undefined;
      return declared && given ? [{ node: given, scope: fileScope(declared.file) }] : [];
    }
    const operand = node.type === "selector_expression" ? field(node, "operand") : undefined;
    const type = operand && this.#types.of(operand, scope);
    const name = field(node, "field")?.text;
    const member = type && name !== undefined ? this.#types.types.member(type, name) : undefined;
    if (member?.kind !== "field" || !member.owner || name === undefined) return [];
    return assignedValues(this.#workspace, this.#types, member.owner, name);
  }

  /** Class of the lock that a function returns: when all its return statements that name a lock name the same. */
  #resultClass(call: GoNode, scope: Scope, kind: Kind): string | undefined {
    const called = field(call, "function");
    const callee = called && this.#types.callee(called, scope);
    if (callee?.kind === "func") return this.#returnedClass(callee.func, kind);
    const method = called && field(called, "field")?.text;
    const operand = called && field(called, "operand");
    // A mutex for each key of a sync.Map; the read side of an rwmutex.
    if (operand && (method === "Load" || method === "LoadOrStore" || method === "RLocker"))
      return this.of(operand, scope, kind);
    return operand && method !== undefined ? this.#givenClass(operand, method, scope, kind) : undefined;
  }

  /** What a function in a field returns is known by the field: nobody can tell which lock that is, but all who ask there mean one of these. */
  #givenClass(operand: GoNode, name: string, scope: Scope, kind: Kind): string | undefined {
    const type = this.#types.of(operand, scope);
    const member = type && this.#types.types.member(type, name);
    if (member?.kind !== "field" || !member.owner) return undefined;
    return this.#names.of(member.owner.package, `${member.owner.declaration.name}.${name}`, kind);
  }

  #returnedClass(func: FuncDeclaration, kind: Kind): string | undefined {
    const scope = flatScope(func);
    const classes = new Set<string>();
    walk(func.node, (node) => {
      if (node.type === "func_literal") return false;
      const first = node.type === "return_statement" ? node.children[0]?.children[0] : undefined;
      const found = first && this.of(first, scope, kind);
      if (found !== undefined) classes.add(found);
      return true;
    });
    const [only] = classes;
    return classes.size === 1 ? only : undefined;
  }
}

/** `new(sync.Mutex)`, `&sync.Mutex{}`: a lock that had no name before. */
export function isNew(node: GoNode): boolean {
  const inner = dereference(node);
  if (inner.type === "composite_literal") return true;
  const called = inner.type === "call_expression" ? field(inner, "function")?.text : undefined;
  return called === "new" || called === "make";
}

/** What `sync.NewCond(lock)` or `sync.Cond{L: lock}` was given. */
function lockOfCond(node: GoNode): GoNode | undefined {
  if (node.type === "call_expression") {
    const name = field(node, "function");
    return name && /(^|\.)NewCond$/.test(name.text) ? field(node, "arguments")?.children[0] : undefined;
  }
  if (node.type !== "composite_literal") return undefined;
  const element = field(node, "body")?.children.find(
    (child) => child.type === "keyed_element" && field(child, "key")?.text === "L",
  );
  return element && field(element, "value")?.children[0];
}
