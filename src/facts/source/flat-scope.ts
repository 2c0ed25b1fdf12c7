import type { FuncDeclaration } from "./go-file.ts";
import { field, fields, type GoNode, walk } from "./go-node.ts";
import { declare, fileScope, type Scope } from "./scope.ts";

/** Scope of a function's receiver and parameters. */
export function parameterScope(func: GoNode, scope: Scope): Scope {
  let inner = scope;
  const receiver = field(func, "receiver")?.children[0];
  const receiverName = receiver && field(receiver, "name");
  const receiverType = receiver && field(receiver, "type");
  if (receiverName && receiverType) inner = declare(inner, receiverName, { by: "type", node: receiverType }, -1);
  let position = 0;
  for (const parameter of field(func, "parameters")?.children ?? []) {
    const type = field(parameter, "type");
    const names = fields(parameter, "name");
    for (const name of names) {
      // What a variadic parameter's name means is a slice, which no syntax names.
      const initial =
        type && parameter.type === "parameter_declaration"
          ? { by: "type" as const, node: type }
          : { by: "nothing" as const };
      inner = declare(inner, name, initial, position++);
    }
    if (names.length === 0) position++;
  }
  const results = field(func, "result");
  for (const result of results?.type === "parameter_list" ? results.children : []) {
    const type = field(result, "type");
    for (const name of fields(result, "name")) if (type) inner = declare(inner, name, { by: "type", node: type });
  }
  return inner;
}

/** Names that `left := right` or `var left = right` declare. */
export function declareAll(scope: Scope, names: readonly GoNode[], values: readonly GoNode[]): Scope {
  let inner = scope;
  names.forEach((name, index) => {
    const single = values.length === names.length;
    const node = single ? values[index] : values[0];
    if (name.type !== "identifier") return;
    // The values are read in the scope before the statement.
    const declared = declare(
      scope,
      name,
      node ? { by: "value", node, index: single ? 0 : index, of: single ? 1 : names.length } : { by: "nothing" },
    );
    if (declared.variable && declared !== scope) inner = { ...declared, outer: inner };
  });
  return inner;
}

/** Names that `for k, v := range x` declares. */
export function declareRange(range: GoNode, scope: Scope): Scope {
  const ranged = field(range, "right");
  if (!ranged || !/:=\s*range\b/.test(range.text)) return scope;
  const [key, value] = field(range, "left")?.children ?? [];
  const inner = key ? declare(scope, key, { by: "range-key", node: ranged }) : scope;
  if (!value) return inner;
  const declared = declare(scope, value, { by: "range-value", node: ranged });
  return declared === scope ? inner : { ...declared, outer: inner };
}

const flat = new WeakMap<GoNode, Scope>();

/** Scope with all variables of a function, as if it had no blocks: for small functions of which only a value is asked. */
export function flatScope(func: FuncDeclaration): Scope {
  let scope = flat.get(func.node);
  if (scope) return scope;
  scope = parameterScope(func.node, fileScope(func.file, ownerName(func)));
  const body = field(func.node, "body");
  if (body) {
    walk(body, (node) => {
      if (!scope) return false;
      if (node.type === "short_var_declaration")
        scope = declareAll(scope, field(node, "left")?.children ?? [], field(node, "right")?.children ?? []);
      else if (node.type === "var_spec") scope = declareSpec(scope, node);
      return true;
    });
  }
  flat.set(func.node, scope);
  return scope;
}

/** What a `var` specification declares. */
export function declareSpec(scope: Scope, spec: GoNode): Scope {
  const type = field(spec, "type");
  const names = fields(spec, "name");
  if (!type) return declareAll(scope, names, field(spec, "value")?.children ?? []);
  return names.reduce((inner, name) => declare(inner, name, { by: "type", node: type }), scope);
}

/** "T.m" or "f". */
export function ownerName(func: FuncDeclaration): string {
  return func.receiver === undefined ? func.name : `${func.receiver}.${func.name}`;
}
