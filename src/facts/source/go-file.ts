import { folderOf } from "./file-index.ts";
import { field, fields, type GoNode, walk } from "./go-node.ts";
import type { GoParser } from "./go-parser.ts";
import { type DeclarationText, splitDeclarations } from "./split-declarations.ts";

interface Declared {
  readonly name: string;
  readonly file: GoFile;
  /** Its syntax tree: parsed when asked for. */
  readonly node: GoNode;
  /** Where it stands and what it says, known without parsing; for members of a group in parentheses those of the group. */
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
}

/** A declaration at the top level of a file. */
export type Declaration =
  | (Declared & { readonly kind: "type" })
  | FuncDeclaration
  | (Declared & { readonly kind: "var"; readonly index: number });

/** A function or method. */
export interface FuncDeclaration extends Declared {
  readonly kind: "func";
  /** Name of the receiver's type, without pointer and type parameters. */
  readonly receiver?: string;
}

/** A file of which only what is asked for is parsed. */
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
export function makeGoFile(name: string, text: string, parser: GoParser): GoFile {
  let imports: Map<string, string> | undefined;
  const declarations = new Map<string, Declaration>();
  const all: Declaration[] = [];
  const parts = splitDeclarations(text).map((part) => new LazyPart(text, part, parser));
  const clause = parts.find(({ keyword }) => keyword === "package");
  const packageName = /^package\s+(\w+)/.exec(clause?.text ?? "")?.[1] ?? "";
  const file: GoFile = {
    name,
    folder: folderOf(name),
    packageName,
    get imports() {
      imports ??= importsOf(parts);
      return imports;
    },
    declarations,
    all,
  };
  for (const part of parts) {
    for (const declaration of declaredBy(part, file)) {
      all.push(declaration);
      const key = keyOf(declaration);
      if (!declarations.has(key)) declarations.set(key, declaration);
    }
  }
  return file;
}

/** A declaration's text, which is parsed once when asked for. */
class LazyPart {
  readonly keyword: DeclarationText["keyword"];
  readonly line: number;
  readonly endLine: number;
  /** Without comments behind it. */
  readonly text: string;
  readonly #parse: () => GoNode;
  #nodes: readonly GoNode[] | undefined;

  constructor(text: string, { keyword, start, end, next, line, endLine }: DeclarationText, parser: GoParser) {
    this.keyword = keyword;
    this.line = line;
    this.endLine = endLine;
    this.text = text.slice(start, end);
    this.#parse = () => parser.parse(text.slice(start, next), { start, line });
  }

  get nodes(): readonly GoNode[] {
    this.#nodes ??= this.#parse().children;
    return this.#nodes;
  }
}

type Kind = Declaration["kind"];

/** A declaration whose node is found when it is asked for. */
class LazyDeclaration<K extends Kind> {
  readonly kind: K;
  readonly name: string;
  readonly file: GoFile;
  readonly index: number;
  readonly receiver?: string;
  readonly #part: LazyPart;
  #node: GoNode | undefined;

  constructor(kind: K, name: string, file: GoFile, part: LazyPart, { index = 0, node, receiver }: Details = {}) {
    this.kind = kind;
    this.name = name;
    this.file = file;
    this.index = index;
    this.#part = part;
    this.#node = node;
    if (receiver !== undefined) this.receiver = receiver;
  }

  get node(): GoNode {
    this.#node ??= this.kind === "func" ? this.#part.nodes[0] : specsIn(this.#part)[0];
    // Text that is no Go has no such node: then the declaration says nothing.
    this.#node ??= { type: "ERROR", text: this.text, line: this.line, endLine: this.endLine, ...NOWHERE };
    return this.#node;
  }

  get line(): number {
    return this.#part.line;
  }

  get endLine(): number {
    return this.#part.endLine;
  }

  get text(): string {
    return this.#part.text;
  }
}

interface Details {
  readonly index?: number;
  readonly node?: GoNode;
  readonly receiver?: string;
}

const NOWHERE = { start: 0, end: 0, children: [], field: undefined };

const NAME = "[\\p{L}_][\\p{L}\\p{N}_]*";
const FUNC = new RegExp(
  `^func\\s*(?:\\(\\s*(?:${NAME}\\s+)?\\*?\\s*(${NAME})(?:\\[[^\\]]*\\])?\\s*,?\\s*\\)\\s*)?(${NAME})`,
  "u",
);
const NAMES = new RegExp(`^(?:type|var)\\s+(${NAME}(?:\\s*,\\s*${NAME})*)`, "u");

function declaredBy(part: LazyPart, file: GoFile): Declaration[] {
  if (part.keyword === "func") {
    const [, receiver, name] = FUNC.exec(part.text) ?? [];
    return name === undefined
      ? []
      : [new LazyDeclaration("func", name, file, part, receiver === undefined ? {} : { receiver })];
  }
  if (part.keyword !== "type" && part.keyword !== "var") return [];
  const kind = part.keyword;
  const names = NAMES.exec(part.text)?.[1]?.split(",");
  if (names) return names.map((name, index) => new LazyDeclaration(kind, name.trim(), file, part, { index }));
  // A group in parentheses.
  return specsIn(part).flatMap((node) =>
    fields(node, "name").map(({ text }, index) => new LazyDeclaration(kind, text, file, part, { index, node })),
  );
}

/** What a `type` or `var` declares, each by itself. */
function specsIn({ nodes }: LazyPart): GoNode[] {
  const specs: GoNode[] = [];
  for (const node of nodes) {
    if (node.type === "type_declaration") specs.push(...node.children);
    else if (node.type === "var_declaration")
      walk(node, (inner) => {
        if (inner.type === "var_spec") specs.push(inner);
        return inner.type === "var_declaration" || inner.type === "var_spec_list";
      });
  }
  return specs;
}

function keyOf(declaration: Declaration): string {
  const receiver = declaration.kind === "func" ? declaration.receiver : undefined;
  return receiver === undefined ? declaration.name : `${receiver}.${declaration.name}`;
}

function importsOf(parts: readonly LazyPart[]): Map<string, string> {
  const imports = new Map<string, string>();
  for (const part of parts) if (part.keyword === "import") for (const node of part.nodes) addImports(node, imports);
  return imports;
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
