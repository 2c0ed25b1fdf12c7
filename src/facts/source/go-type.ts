import type { Declaration, FuncDeclaration, GoFile } from "./go-file.ts";
import { childOf, childrenOf, field, fields, type GoNode, unwrap } from "./go-node.ts";
import type { GoPackage, Workspace } from "./workspace.ts";

/** A type: its expression where it stands in the source. Pointers are left out: Go dereferences them for fields and methods. */
export interface GoType {
  readonly node: GoNode;
  readonly file: GoFile;
  /** Types that the type parameters in `node` stand for. */
  readonly types: ReadonlyMap<string, GoType>;
}

/** A declared type. */
export interface NamedType {
  readonly declaration: Extract<Declaration, { kind: "type" }>;
  readonly package: GoPackage;
  readonly types: ReadonlyMap<string, GoType>;
}

/** Types of package sync that this analysis knows by itself. */
export type SyncType = "Mutex" | "RWMutex" | "Once" | "Cond" | "Locker" | "WaitGroup";

/** What a selector on a type means. `path` are the embedded fields on the way, `owner` the type that declares the last one. */
export type Member =
  | {
      readonly kind: "field";
      readonly type: GoType;
      readonly path: readonly string[];
      readonly owner: NamedType | undefined;
      /** The field holds a pointer or an interface: what it leads to may also have another name. */
      readonly shared: boolean;
    }
  | {
      readonly kind: "method";
      readonly func: FuncDeclaration;
      readonly path: readonly string[];
      readonly owner: NamedType;
    }
  /** Method of an interface. */
  | { readonly kind: "signature"; readonly type: GoType; readonly path: readonly string[] }
  | {
      readonly kind: "sync";
      readonly sync: SyncType;
      readonly path: readonly string[];
      readonly owner: NamedType | undefined;
    };

/** Longest chain of declarations or embedded fields that is followed. */
const DEEPEST = 8;

/** A type expression without pointers and parentheses. */
export function typeAt(node: GoNode, file: GoFile, types: ReadonlyMap<string, GoType> = new Map()): GoType {
  let inner = unwrap(node);
  while (inner.type === "pointer_type" || inner.type === "type_elem" || inner.type === "negated_type") {
    const [child] = inner.children;
    if (!child) break;
    inner = unwrap(child);
  }
  const argument = inner.type === "type_identifier" || inner.type === "identifier" ? types.get(inner.text) : undefined;
  return argument ?? { node: inner, file, types };
}

/** Answers questions about types out of the packages at hand; undefined where they do not say. */
export class Types {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The declaration behind a type's name. */
  named(type: GoType): NamedType | undefined {
    const { node, file } = type;
    if (node.type === "generic_type") {
      const base = field(node, "type");
      const named = base && this.named({ ...type, node: base });
      return named && { ...named, types: this.#typeArguments(named, node, type) };
    }
    const found = this.#declaration(node, file);
    return found && { ...found, types: new Map() };
  }

  #declaration(node: GoNode, file: GoFile): Omit<NamedType, "types"> | undefined {
    if (node.type === "type_identifier" || node.type === "identifier") {
      const home = this.#workspace.packageOf(file);
      const declaration = home.declaration(node.text) ?? file.declarations.get(node.text);
      return declaration?.kind === "type" ? { declaration, package: home } : undefined;
    }
    const qualified = qualifiedName(node);
    const path = qualified && file.imports.get(qualified.package);
    const home = path === undefined ? undefined : this.#workspace.imported(path, file);
    const declaration = qualified && home?.declaration(qualified.name);
    return home && declaration?.kind === "type" ? { declaration, package: home } : undefined;
  }

  #typeArguments(named: NamedType, node: GoNode, type: GoType): Map<string, GoType> {
    const parameters = field(named.declaration.node, "type_parameters");
    const names = parameters?.children.flatMap((child) => fields(child, "name").map(({ text }) => text)) ?? [];
    const given = field(node, "type_arguments")?.children ?? [];
    const bound = new Map<string, GoType>();
    names.forEach((name, index) => {
      const argument = given[index];
      if (argument) bound.set(name, typeAt(argument, type.file, type.types));
    });
    return bound;
  }

  /** What stands behind names: a struct, map, function, interface … type. */
  underlying(type: GoType): GoType | undefined {
    let current: GoType = type;
    for (let depth = 0; depth < DEEPEST; depth++) {
      if (!isName(current.node)) return current;
      const named = this.named(current);
      const definition = named && field(named.declaration.node, "type");
      if (!definition) return undefined;
      current = typeAt(definition, named.declaration.file, named.types);
    }
    return undefined;
  }

  /** The type of package sync that a type is, also behind an alias. */
  sync(type: GoType): SyncType | undefined {
    let current = type;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const qualified = qualifiedName(current.node);
      if (qualified && current.file.imports.get(qualified.package) === "sync") return syncType(qualified.name);
      const named = this.named(current);
      if (named?.declaration.node.type !== "type_alias") return undefined;
      const definition = field(named.declaration.node, "type");
      if (!definition) return undefined;
      current = typeAt(definition, named.declaration.file, named.types);
    }
    return undefined;
  }

  /** What `value.name` means, embedded fields included: the shallowest wins, as in Go. */
  member(type: GoType, name: string): Member | undefined {
    let level: { type: GoType; path: readonly string[]; owner: NamedType | undefined }[] = [
      { type, path: [], owner: undefined },
    ];
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
      const next: typeof level = [];
      for (const { type: at, path, owner } of level) {
        const sync = this.sync(at);
        if (sync) {
          if (syncMethods[sync].includes(name)) return { kind: "sync", sync, path, owner };
          continue;
        }
        const named = this.named(at);
        const method = named && this.#method(named, name);
        if (named && method) return { kind: "method", func: method, path, owner: named };
        const under = this.underlying(at);
        if (!under) continue;
        if (under.node.type === "interface_type") {
          const signature = this.#signature(under, name, 0);
          if (signature) return { kind: "signature", type: signature, path };
          continue;
        }
        for (const part of structFields(under.node)) {
          const fieldType = typeAt(part.type, under.file, under.types);
          if (part.name === name) {
            const shared = unwrap(part.type).type === "pointer_type" || this.sync(fieldType) === "Locker";
            return { kind: "field", type: fieldType, path, owner: named, shared };
          }
          if (part.embedded) next.push({ type: fieldType, path: [...path, part.name], owner: named });
        }
      }
      level = next;
    }
    return undefined;
  }

  #method(named: NamedType, name: string): FuncDeclaration | undefined {
    const declared = named.package.declaration(`${named.declaration.name}.${name}`);
    return declared?.kind === "func" ? declared : undefined;
  }

  #signature(type: GoType, name: string, depth: number): GoType | undefined {
    for (const element of type.node.children) {
      if (element.type === "method_elem" && field(element, "name")?.text === name) return { ...type, node: element };
      if (element.type !== "type_elem" || depth >= DEEPEST) continue;
      const under = this.underlying(typeAt(element, type.file, type.types));
      const found = under?.node.type === "interface_type" && this.#signature(under, name, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
}

const syncMethods: Readonly<Record<SyncType, readonly string[]>> = {
  Mutex: ["Lock", "Unlock", "TryLock"],
  RWMutex: ["Lock", "Unlock", "TryLock", "RLock", "RUnlock", "TryRLock", "RLocker"],
  Locker: ["Lock", "Unlock"],
  Once: ["Do"],
  Cond: ["Wait", "Signal", "Broadcast", "L"],
  WaitGroup: ["Add", "Done", "Wait", "Go"],
};

function syncType(name: string): SyncType | undefined {
  return Object.hasOwn(syncMethods, name) ? (name as SyncType) : undefined;
}

function isName({ type }: GoNode): boolean {
  return ["type_identifier", "identifier", "qualified_type", "selector_expression", "generic_type"].includes(type);
}

/** The parts of "sync.Mutex", as a type or as an expression. */
function qualifiedName(node: GoNode): { package: string; name: string } | undefined {
  const isType = node.type === "qualified_type";
  if (!isType && node.type !== "selector_expression") return undefined;
  const left = field(node, isType ? "package" : "operand");
  const right = field(node, isType ? "name" : "field");
  return left && right && { package: left.text, name: right.text };
}

export interface StructField {
  readonly name: string;
  readonly type: GoNode;
  readonly embedded: boolean;
  readonly pointer: boolean;
}

/** Fields of a struct in order, blank ones too. */
export function structFields(node: GoNode): StructField[] {
  const list = node.type === "struct_type" ? childOf(node, "field_declaration_list") : undefined;
  return childrenOf(list ?? { ...node, children: [] }, "field_declaration").flatMap((declared): StructField[] => {
    const type = field(declared, "type");
    if (!type) return [];
    const names = fields(declared, "name");
    const pointer = unwrap(type).type === "pointer_type";
    if (names.length > 0) return names.map(({ text }) => ({ name: text, type, embedded: false, pointer }));
    // The star of an embedded pointer is no part of its type.
    return [{ name: embeddedName(type), type, embedded: true, pointer: pointer || declared.text.startsWith("*") }];
  });
}

function embeddedName(type: GoNode): string {
  if (type.type === "generic_type") return embeddedName(field(type, "type") ?? type);
  return field(type, "name")?.text ?? type.text;
}
