import type { ExpressionTypes } from "./expression-type.ts";
import { dereference, field, type GoNode, unwrap } from "./go-node.ts";
import { isNew, type LockClasses } from "./lock-class.ts";
import type { LockRef } from "./lock-state.ts";
import { lookup, type Scope, type Variable } from "./scope.ts";

/** How far a place is followed through variables. */
const DEEPEST = 8;

/** What a method of package sync does to a lock. */
const OPERATIONS: Readonly<
  Record<string, { readonly does: "take" | "release" | "try"; readonly mode: "lock" | "rlock" }>
> = {
  Lock: { does: "take", mode: "lock" },
  RLock: { does: "take", mode: "rlock" },
  TryLock: { does: "try", mode: "lock" },
  TryRLock: { does: "try", mode: "rlock" },
  Unlock: { does: "release", mode: "lock" },
  RUnlock: { does: "release", mode: "rlock" },
};

export interface LockOperation {
  readonly does: "take" | "release" | "try";
  readonly lock: LockRef;
}

/** How the places of package variables begin. */
const PACKAGE = "package ";

/** Whether a place means the same in every function. */
export function isPackageVariable({ root, rest }: Place): boolean {
  return !root && rest.startsWith(PACKAGE);
}

/** An expression as a place: the variable it starts with and what is behind. */
export interface Place {
  readonly root: Variable | undefined;
  readonly rest: string;
}

/** Reads expressions that mean locks. */
export class LockExpressions {
  readonly classes: LockClasses;
  readonly #types: ExpressionTypes;
  #depth = 0;

  constructor(types: ExpressionTypes, classes: LockClasses) {
    this.#types = types;
    this.classes = classes;
  }

  /** The lock operation that `operand.method` is; undefined when it is a method of something else. */
  operation(selector: GoNode, scope: Scope): LockOperation | undefined {
    const node = unwrap(selector);
    const operand = node.type === "selector_expression" ? field(node, "operand") : undefined;
    const operation = operand && OPERATIONS[field(node, "field")?.text ?? ""];
    if (!operand || !operation) return undefined;
    const type = this.#types.of(operand, scope);
    const member = type && this.#types.types.member(type, field(node, "field")?.text ?? "");
    // A type that is not known may well be a mutex: then at least its name in this function is followed.
    if (type && member && member.kind !== "sync") return undefined;
    const kind: LockRef["kind"] =
      member?.kind === "sync" && member.sync === "RWMutex"
        ? "rwmutex"
        : operation.mode === "rlock"
          ? "rwmutex"
          : "mutex";
    const { root, rest } = this.place(operand, scope);
    const lock: LockRef = {
      root,
      rest: rest + (member?.path ?? []).map((name) => `.${name}`).join(""),
      mode: operation.mode,
      kind,
      class:
        member?.kind === "sync"
          ? this.classes.ofMember(operand, scope, member, kind)
          : type === undefined
            ? this.classes.of(operand, scope, kind)
            : undefined,
      shared: this.#isShared(operand, scope),
      line: (field(node, "field") ?? node).line,
    };
    return { does: operation.does, lock };
  }

  /** Whether an expression is a pointer, parameter or interface that leads to a lock with a name of its own somewhere else. */
  #isShared(operand: GoNode, scope: Scope): boolean {
    const node = dereference(operand);
    if (node.type === "identifier") return lookup(scope, node.text)?.parameter !== undefined;
    const base = node.type === "selector_expression" ? field(node, "operand") : undefined;
    const type = base && this.#types.of(base, scope);
    const member = type && this.#types.types.member(type, field(node, "field")?.text ?? "");
    return member?.kind === "sync" || (member?.kind === "field" && member.shared);
  }

  /** An expression as a place. Pointers to a place are that place. */
  place(expression: GoNode, scope: Scope): Place {
    if (this.#depth > DEEPEST) return { root: undefined, rest: expression.text };
    this.#depth++;
    try {
      return this.#place(dereference(expression), scope);
    } finally {
      this.#depth--;
    }
  }

  #place(node: GoNode, scope: Scope): Place {
    const operand = field(node, "operand");
    if (node.type === "identifier") {
      const root = lookup(scope, node.text);
      if (!root) return { root: undefined, rest: `${PACKAGE}${scope.file.folder}.${node.text}` };
      const { initial } = root;
      const alias = initial.by === "value" && initial.of === 1 && isAddress(initial.node) ? initial.node : undefined;
      return alias ? this.place(alias, root.scope) : { root, rest: "" };
    }
    if (node.type === "selector_expression" && operand) {
      const name = field(node, "field")?.text ?? "";
      const imported = this.#types.importedPackage(operand, scope);
      if (imported !== undefined)
        return { root: undefined, rest: `${PACKAGE}${imported?.folder ?? operand.text}.${name}` };
      const base = this.place(operand, scope);
      const type = this.#types.of(operand, scope);
      const member = type && this.#types.types.member(type, name);
      return {
        root: base.root,
        rest: `${base.rest}${[...(member?.path ?? []), name].map((step) => `.${step}`).join("")}`,
      };
    }
    if (node.type === "index_expression" && operand) {
      const base = this.place(operand, scope);
      return { root: base.root, rest: `${base.rest}[${field(node, "index")?.text}]` };
    }
    return { root: undefined, rest: node.text };
  }
}

function isAddress(node: GoNode): boolean {
  return unwrap(node).type === "unary_expression" && field(unwrap(node), "operator")?.text === "&" && !isNew(node);
}
