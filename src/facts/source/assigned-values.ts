import type { ExpressionTypes } from "./expression-type.ts";
import { flatScope } from "./flat-scope.ts";
import type { Declaration } from "./go-file.ts";
import { field, type GoNode, walk } from "./go-node.ts";
import type { NamedType } from "./go-type.ts";
import { fileScope, type Scope } from "./scope.ts";
import type { Workspace } from "./workspace.ts";

export interface AssignedValue {
  readonly node: GoNode;
  readonly scope: Scope;
}

const known = new WeakMap<GoNode, Map<string, AssignedValue[]>>();

/** What the code of a type's package assigns to one of its fields: in composite literals of the type and in assignments. */
export function assignedValues(
  workspace: Workspace,
  types: ExpressionTypes,
  owner: NamedType,
  name: string,
): readonly AssignedValue[] {
  const declaration = owner.declaration;
  const byField = known.get(declaration.node) ?? new Map<string, AssignedValue[]>();
  known.set(declaration.node, byField);
  const found = byField.get(name);
  if (found) return found;
  const values: AssignedValue[] = [];
  // Set first: finding the values may ask for the same field.
  byField.set(name, values);
  const mentions = new RegExp(`\\b${name}\\b\\s*[:=]`);
  for (const fileName of owner.package.files) {
    if (!mentions.test(workspace.text(fileName) ?? "")) continue;
    for (const around of workspace.file(fileName)?.declarations.values() ?? [])
      if (mentions.test(around.text)) collect(around, types, owner, name, values);
  }
  return values;
}

function collect(
  around: Declaration,
  types: ExpressionTypes,
  owner: NamedType,
  name: string,
  values: AssignedValue[],
): void {
  const scope = around.kind === "func" ? flatScope(around) : fileScope(around.file);
  const isOwner = (node: GoNode | undefined) =>
    types.types.named((node && types.of(node, scope)) ?? { node: around.node, file: around.file, types: new Map() })
      ?.declaration.node === owner.declaration.node;
  walk(around.node, (node) => {
    if (node.type === "composite_literal" && isOwner(node)) {
      for (const element of field(node, "body")?.children ?? []) {
        const given = element.type === "keyed_element" && field(element, "key")?.text === name;
        const inner = given ? field(element, "value")?.children[0] : undefined;
        if (inner) values.push({ node: inner, scope });
      }
    }
    if (node.type === "assignment_statement") {
      const right = field(node, "right")?.children ?? [];
      field(node, "left")?.children.forEach((target, index) => {
        if (target.type !== "selector_expression" || field(target, "field")?.text !== name) return;
        const given = right[index];
        if (given && isOwner(field(target, "operand"))) values.push({ node: given, scope });
      });
    }
    return true;
  });
}
