import { folderOf } from "./file-index.ts";
import { childOf, field, fields, type GoNode, walk } from "./go-node.ts";

/** A declaration at the top level of a file. */
export type Declaration =
  | { readonly kind: "type"; readonly name: string; readonly node: GoNode; readonly file: GoFile }
  | FuncDeclaration
  | {
      readonly kind: "var";
      readonly name: string;
      readonly node: GoNode;
      readonly file: GoFile;
      readonly index: number;
    };

/** A function or method. */
export interface FuncDeclaration {
  readonly kind: "func";
  readonly name: string;
  /** Name of the receiver's type, without pointer and type parameters. */
  readonly receiver?: string;
  readonly node: GoNode;
  readonly file: GoFile;
}

/** A parsed file. */
export interface GoFile {
  readonly name: string;
  readonly folder: string;
  readonly packageName: string;
  /** Import path by the name that stands for it in this file. */
  readonly imports: ReadonlyMap<string, string>;
  /** By name; methods as "Type.name". */
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** All of them in order; several may be called "init" or "_". */
  readonly all: readonly Declaration[];
}

/** Collects what a file imports and declares. */
export function makeGoFile(name: string, tree: GoNode): GoFile {
  const imports = new Map<string, string>();
  const declarations = new Map<string, Declaration>();
  const all: Declaration[] = [];
  const clause = childOf(tree, "package_clause");
  const file: GoFile = {
    name,
    folder: folderOf(name),
    packageName: clause?.children[0]?.text ?? "",
    imports,
    declarations,
    all,
  };
  const add = (key: string, declaration: Declaration) => {
    all.push(declaration);
    if (!declarations.has(key)) declarations.set(key, declaration);
  };
  for (const node of tree.children) {
    if (node.type === "import_declaration") addImports(node, imports);
    else if (node.type === "function_declaration" || node.type === "method_declaration") {
      const declaration = funcOf(node, file);
      if (declaration)
        add(declaration.receiver ? `${declaration.receiver}.${declaration.name}` : declaration.name, declaration);
    } else if (node.type === "type_declaration") {
      for (const spec of node.children) {
        const typeName = field(spec, "name")?.text;
        if (typeName !== undefined) add(typeName, { kind: "type", name: typeName, node: spec, file });
      }
    } else if (node.type === "var_declaration") {
      walk(node, (spec) => {
        if (spec.type !== "var_spec") return spec.type === "var_declaration" || spec.type === "var_spec_list";
        fields(spec, "name").forEach((identifier, index) => {
          add(identifier.text, { kind: "var", name: identifier.text, node: spec, file, index });
        });
        return false;
      });
    }
  }
  return file;
}

function funcOf(node: GoNode, file: GoFile): FuncDeclaration | undefined {
  const name = field(node, "name")?.text;
  if (name === undefined) return undefined;
  const receiver = receiverType(node);
  return { kind: "func", name, node, file, ...(receiver !== undefined && { receiver }) };
}

function receiverType(node: GoNode): string | undefined {
  const list = field(node, "receiver");
  if (!list) return undefined;
  let name: string | undefined;
  walk(list, (inner) => {
    if (inner.type === "type_identifier") name ??= inner.text;
    return name === undefined;
  });
  return name;
}

function addImports(node: GoNode, imports: Map<string, string>): void {
  walk(node, (spec) => {
    if (spec.type !== "import_spec") return true;
    const path = field(spec, "path")?.text.slice(1, -1) ?? "";
    const alias = field(spec, "name")?.text;
    imports.set(alias ?? guessPackageName(path), path);
    return false;
  });
}

/** The name a package most likely has: the last element of its path that is no major version, without what cannot stand in a name. */
function guessPackageName(path: string): string {
  const elements = path.split("/");
  let last = elements.pop() ?? "";
  if (/^v\d+$/.test(last) && elements.length > 0) last = elements.pop() ?? "";
  return last
    .replace(/\.v\d+$/, "")
    .replace(/^go-|[.-]go$/g, "")
    .replace(/-/g, "_");
}
