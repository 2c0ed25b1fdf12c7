import type { FuncDeclaration } from "./go-file.ts";
import { field, fields, type GoNode, unwrap } from "./go-node.ts";
import { type GoType, type Types, typeAt } from "./go-type.ts";
import { fileScope, lookup, type Scope, type Variable } from "./scope.ts";
import type { GoPackage, Workspace } from "./workspace.ts";

/** How deep expressions are followed through variables and functions. */
const DEEPEST = 24;

/** What a called expression is. */
export type Callee =
  | {
      readonly kind: "func";
      readonly func: FuncDeclaration;
      readonly receiver?: GoNode;
      readonly path?: readonly string[];
    }
  | { readonly kind: "type"; readonly type: GoType }
  | { readonly kind: "signature"; readonly type: GoType };

/** Types of expressions, as far as the packages at hand tell. */
export class ExpressionTypes {
  readonly types: Types;
  readonly #workspace: Workspace;
  #depth = 0;

  constructor(workspace: Workspace, types: Types) {
    this.#workspace = workspace;
    this.types = types;
  }

  /** Type of an expression's `index`th value of `of`. */
  of(expression: GoNode, scope: Scope, index = 0, of = 1): GoType | undefined {
    if (this.#depth > DEEPEST) return undefined;
    this.#depth++;
    try {
      return this.#find(unwrap(expression), scope, index, of);
    } finally {
      this.#depth--;
    }
  }

  #find(node: GoNode, scope: Scope, index: number, of: number): GoType | undefined {
    const operand = field(node, "operand");
    switch (node.type) {
      case "identifier":
        return this.#identifier(node, scope);
      case "selector_expression":
        return this.#selector(node, scope);
      case "call_expression":
        return this.#call(node, scope, index);
      case "composite_literal":
      case "type_conversion_expression":
        return this.#typeNode(field(node, "type"), scope);
      case "type_assertion_expression":
        return index === 0 ? this.#typeNode(field(node, "type"), scope) : undefined;
      case "func_literal":
        return { node, file: scope.file, types: scope.types };
      case "unary_expression": {
        const operator = field(node, "operator")?.text;
        if (!operand || index > 0) return undefined;
        if (operator === "&" || operator === "*") return this.of(operand, scope);
        return operator === "<-" ? this.#part(this.of(operand, scope), ["channel_type"], "value") : undefined;
      }
      case "index_expression": {
        if (!operand || (index > 0 && of < 2)) return undefined;
        const container = this.of(operand, scope);
        return index > 0 ? undefined : (this.#element(container) ?? (isFunction(container) ? container : undefined));
      }
      case "slice_expression":
        return operand && this.of(operand, scope);
      default:
        return undefined;
    }
  }

  #identifier(node: GoNode, scope: Scope): GoType | undefined {
    const variable = lookup(scope, node.text);
    if (variable) return this.variable(variable);
    const declared = this.packageOf(scope)?.declaration(node.text);
    return declared?.kind === "var"
      ? this.packageVariable(declared.node, declared.index, fileScope(declared.file))
      : undefined;
  }

  /** Type of a local variable. */
  variable({ initial, scope }: Variable): GoType | undefined {
    switch (initial.by) {
      case "type":
        return typeAt(initial.node, scope.file, scope.types);
      case "value":
        return this.of(initial.node, scope, initial.index, initial.of);
      case "range-key":
        return (
          this.#part(this.of(initial.node, scope), ["map_type"], "key") ??
          this.#part(this.of(initial.node, scope), ["channel_type"], "value")
        );
      case "range-value":
        return this.#element(this.of(initial.node, scope));
      default:
        return undefined;
    }
  }

  /** Type of the `index`th name of a `var` declaration. */
  packageVariable(spec: GoNode, index: number, scope: Scope): GoType | undefined {
    const type = field(spec, "type");
    if (type) return typeAt(type, scope.file, scope.types);
    const values = field(spec, "value")?.children ?? [];
    const names = fields(spec, "name").length;
    const value = values.length === names ? values[index] : values[0];
    return value && this.of(value, scope, values.length === names ? 0 : index, names);
  }

  #selector(node: GoNode, scope: Scope): GoType | undefined {
    const operand = field(node, "operand");
    const name = field(node, "field")?.text;
    if (!operand || name === undefined) return undefined;
    const imported = this.importedPackage(operand, scope);
    if (imported !== undefined) {
      const declared = imported?.declaration(name);
      return declared?.kind === "var"
        ? this.packageVariable(declared.node, declared.index, fileScope(declared.file))
        : undefined;
    }
    const type = this.of(operand, scope);
    const member = type && this.types.member(type, name);
    return member?.kind === "field" ? member.type : undefined;
  }

  /** The package that an identifier names; null when it names one whose source is not at hand. */
  importedPackage(operand: GoNode, scope: Scope): GoPackage | null | undefined {
    if (operand.type !== "identifier" || lookup(scope, operand.text)) return undefined;
    const path = scope.file.imports.get(operand.text);
    return path === undefined ? undefined : (this.#workspace.imported(path, scope.file) ?? null);
  }

  packageOf(scope: Scope): GoPackage {
    return this.#workspace.packageOf(scope.file);
  }

  #call(node: GoNode, scope: Scope, index: number): GoType | undefined {
    const called = field(node, "function");
    const first = field(node, "arguments")?.children[0];
    if (called?.type === "identifier" && (called.text === "new" || called.text === "make") && first)
      return lookup(scope, called.text) ? undefined : this.#typeNode(first, scope);
    const callee = called && this.callee(called, scope);
    if (!callee) {
      const type = called && this.of(called, scope);
      const under = type && this.types.underlying(type);
      return under && isFunction(under) ? resultOf(under, index) : undefined;
    }
    if (callee.kind === "type") return callee.type;
    if (callee.kind === "signature") return resultOf(callee.type, index);
    return resultOf(
      { node: callee.func.node, file: callee.func.file, types: this.#receiverTypes(callee, scope) },
      index,
    );
  }

  /** Types that the receiver's type parameters stand for in a method called on a value. */
  #receiverTypes(callee: Extract<Callee, { kind: "func" }>, scope: Scope): ReadonlyMap<string, GoType> {
    const type = callee.receiver && this.of(callee.receiver, scope);
    const named = type && this.types.named(type);
    if (!named || named.types.size === 0) return new Map();
    const given = [...named.types.values()];
    const names = receiverParameters(callee.func.node);
    return new Map(names.flatMap((name, at) => (given[at] ? [[name, given[at]] as const] : [])));
  }

  /** What is called; undefined for function values and what is not at hand. */
  callee(called: GoNode, scope: Scope): Callee | undefined {
    let node = unwrap(called);
    if (node.type === "index_expression" || node.type === "type_instantiation_expression")
      node = node.children[0] ?? node;
    if (node.type === "identifier" || node.type === "type_identifier") {
      if (lookup(scope, node.text)) return undefined;
      const declared = this.packageOf(scope)?.declaration(node.text);
      if (declared?.kind === "func") return { kind: "func", func: declared };
      return declared?.kind === "type" ? { kind: "type", type: typeAt(node, scope.file, scope.types) } : undefined;
    }
    if (node.type !== "selector_expression") {
      if (node.type === "unary_expression" || node.type.endsWith("_type")) return undefined;
      return undefined;
    }
    const operand = field(node, "operand");
    const name = field(node, "field")?.text;
    if (!operand || name === undefined) return undefined;
    const imported = this.importedPackage(operand, scope);
    if (imported !== undefined) {
      const declared = imported?.declaration(name);
      if (declared?.kind === "func") return { kind: "func", func: declared };
      return declared?.kind === "type" ? { kind: "type", type: typeAt(node, scope.file, scope.types) } : undefined;
    }
    const type = this.of(operand, scope);
    const member = type && this.types.member(type, name);
    if (member?.kind === "method") return { kind: "func", func: member.func, receiver: operand, path: member.path };
    return member?.kind === "signature" ? { kind: "signature", type: member.type } : undefined;
  }

  #typeNode(node: GoNode | undefined, scope: Scope): GoType | undefined {
    return node && typeAt(node, scope.file, scope.types);
  }

  #element(type: GoType | undefined): GoType | undefined {
    return (
      this.#part(type, ["map_type"], "value") ??
      this.#part(type, ["slice_type", "array_type", "implicit_length_array_type"], "element")
    );
  }

  #part(type: GoType | undefined, kinds: readonly string[], part: string): GoType | undefined {
    const under = type && this.types.underlying(type);
    const node = under && kinds.includes(under.node.type) ? field(under.node, part) : undefined;
    return under && node && typeAt(node, under.file, under.types);
  }
}

/** Names of the type parameters in a method's receiver: K and V of `func (c *Cache[K, V]) Get`. */
function receiverParameters(func: GoNode): string[] {
  let list = field(func, "receiver")?.children[0];
  list = list && field(list, "type");
  while (list && list.type !== "generic_type") list = list.children[0];
  return (list && field(list, "type_arguments")?.children.map(({ text }) => text)) ?? [];
}

function isFunction(type: GoType | undefined): boolean {
  return type?.node.type === "function_type" || type?.node.type === "func_literal";
}

function resultOf({ node, file, types }: GoType, index: number): GoType | undefined {
  const result = field(node, "result");
  if (!result) return undefined;
  if (result.type !== "parameter_list") return index === 0 ? typeAt(result, file, types) : undefined;
  const flat = result.children.flatMap((parameter) => {
    const type = field(parameter, "type");
    const count = Math.max(1, fields(parameter, "name").length);
    return type ? Array.from({ length: count }, () => type) : [];
  });
  const type = flat[index];
  return type && typeAt(type, file, types);
}
