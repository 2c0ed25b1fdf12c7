import type { ByPointerSize } from "../lock-object.ts";
import type { GoFile } from "./go-file.ts";
import { field, type GoNode, unwrap } from "./go-node.ts";
import { type GoType, structFields, type Types } from "./go-type.ts";

type Pointer = 4 | 8;

/** Size and alignment of a type in bytes. */
interface Extent {
  readonly size: number;
  readonly align: number;
}

/** How deep types are followed. */
const DEEPEST = 16;

/** Sizes of the basic types: a number is the same everywhere, "2p" is two pointers. [Go spec, size and alignment guarantees; go/types.StdSizes] */
const BASIC: Readonly<Record<string, number | `${number}p`>> = {
  bool: 1,
  byte: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  rune: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
  int: "1p",
  uint: "1p",
  uintptr: "1p",
  string: "2p",
  error: "2p",
  any: "2p",
};

/**
 * Types of the standard library that structs hold by value, where their source is not at hand and all versions agree: fields as above, or one
 * aligned to eight bytes on all machines ("a8"). [Go sync, sync/atomic, time, context, bytes, container/list, strings]
 */
const STANDARD: Readonly<Record<string, readonly (number | `${number}p` | "a8")[]>> = {
  "sync.Mutex": [4, 4],
  "sync.RWMutex": [4, 4, 4, 4, 4, 4],
  "sync.Once": [4, 4, 4],
  "sync.Cond": ["2p", 4, 4, "1p", "1p", "1p", "1p"],
  "sync.Locker": ["2p"],
  "sync/atomic.Bool": [4],
  "sync/atomic.Int32": [4],
  "sync/atomic.Uint32": [4],
  "sync/atomic.Int64": ["a8"],
  "sync/atomic.Uint64": ["a8"],
  "sync/atomic.Pointer": ["1p"],
  "sync/atomic.Uintptr": ["1p"],
  "sync/atomic.Value": ["2p"],
  "time.Time": [8, 8, "1p"],
  "time.Duration": [8],
  "context.Context": ["2p"],
  "context.CancelFunc": ["1p"],
  "container/list.List": ["1p", "1p", "1p", "2p", "1p"],
  "bytes.Buffer": ["3p", "1p", 1],
  "strings.Builder": ["1p", "3p"],
  "net/http.Handler": ["2p"],
  "net.Conn": ["2p"],
  "net.Listener": ["2p"],
  "io.Reader": ["2p"],
  "io.Writer": ["2p"],
  "io.Closer": ["2p"],
  "io.ReadCloser": ["2p"],
  "io.WriteCloser": ["2p"],
  "os.FileMode": [4],
};

/** Where fields lie in structs, as Go's compiler lays them out. */
export class StructLayout {
  readonly #types: Types;

  constructor(types: Types) {
    this.#types = types;
  }

  /** Distance of a field from the start of a struct; undefined when the way leads through a pointer or the size of a field is not known. */
  offset(type: GoType, path: readonly string[]): ByPointerSize | undefined {
    const four = this.#offset(type, path, 4);
    const eight = this.#offset(type, path, 8);
    return four === undefined || eight === undefined ? undefined : { 4: four, 8: eight };
  }

  /** Whether a field lies in the struct itself, and not behind a pointer or interface on the way; undefined when the way is not known. */
  isInside(type: GoType, path: readonly string[]): boolean | undefined {
    let current = type;
    for (const name of path) {
      const struct = this.#types.underlying(current);
      const part = struct && structFields(struct.node).find((one) => one.name === name);
      if (!struct || !part) return undefined;
      current = { node: unwrap(part.type), file: struct.file, types: struct.types };
      if (part.pointer || this.#types.sync(current) === "Locker") return false;
    }
    return true;
  }

  /** How many words of the flat list that Go printed up to 1.16 stand before the last of these parameters. */
  wordsBefore(parameters: readonly GoNode[], file: GoFile): number | undefined {
    let at = 0;
    for (const [index, type] of parameters.entries()) {
      const extent = this.#extent(type, file, new Map(), 8, 0);
      if (!extent) return undefined;
      at = aligned(at, extent.align);
      if (index < parameters.length - 1) at += extent.size;
    }
    return at / 8;
  }

  #offset(type: GoType, path: readonly string[], pointer: Pointer): number | undefined {
    let at = 0;
    let current = type;
    for (const [index, name] of path.entries()) {
      const struct = this.#types.underlying(current);
      if (struct?.node.type !== "struct_type") return undefined;
      const found = this.#field(struct, name, pointer);
      if (!found) return undefined;
      at += found.offset;
      if (index === path.length - 1) return at;
      if (found.pointer) return undefined;
      current = { node: found.type, file: struct.file, types: struct.types };
    }
    return at;
  }

  #field(
    { node, file, types }: GoType,
    name: string,
    pointer: Pointer,
  ): { readonly offset: number; readonly type: GoNode; readonly pointer: boolean } | undefined {
    let at = 0;
    for (const part of structFields(node)) {
      const extent = part.pointer
        ? { size: pointer, align: pointer }
        : this.#extent(part.type, file, types, pointer, 0);
      if (!extent) return undefined;
      at = aligned(at, extent.align);
      if (part.name === name) return { offset: at, type: part.type, pointer: part.pointer };
      at += extent.size;
    }
    return undefined;
  }

  #extent(node: GoNode, file: GoFile, types: GoType["types"], pointer: Pointer, depth: number): Extent | undefined {
    if (depth > DEEPEST) return undefined;
    const type = unwrap(node);
    switch (type.type) {
      case "pointer_type":
      case "map_type":
      case "channel_type":
      case "function_type":
        return { size: pointer, align: pointer };
      case "slice_type":
        return { size: 3 * pointer, align: pointer };
      case "interface_type":
        return { size: 2 * pointer, align: pointer };
      case "array_type":
        return this.#array(type, file, types, pointer, depth);
      case "struct_type":
        return this.#struct(type, file, types, pointer, depth);
      default:
        return this.#name(type, file, types, pointer, depth);
    }
  }

  #array(node: GoNode, file: GoFile, types: GoType["types"], pointer: Pointer, depth: number): Extent | undefined {
    const count = Number(field(node, "length")?.text);
    const element = field(node, "element");
    const extent = element && this.#extent(element, file, types, pointer, depth + 1);
    return extent && Number.isSafeInteger(count) ? { size: count * extent.size, align: extent.align } : undefined;
  }

  #struct(node: GoNode, file: GoFile, types: GoType["types"], pointer: Pointer, depth: number): Extent | undefined {
    const extents: Extent[] = [];
    for (const part of structFields(node)) {
      const extent = part.pointer
        ? { size: pointer, align: pointer }
        : this.#extent(part.type, file, types, pointer, depth + 1);
      if (!extent) return undefined;
      extents.push(extent);
    }
    return together(extents);
  }

  #name(node: GoNode, file: GoFile, types: GoType["types"], pointer: Pointer, depth: number): Extent | undefined {
    const name = node.text;
    // What a type parameter stands for is kept without its pointers.
    if (types.has(name)) return undefined;
    const standard = STANDARD[standardName(node, file)];
    if (standard) return together(standard.map((part) => basic(part, pointer)));
    const named = this.#types.named({ node, file, types });
    const definition = named && field(named.declaration.node, "type");
    if (named && definition) return this.#extent(definition, named.declaration.file, named.types, pointer, depth + 1);
    const size = BASIC[name];
    return size === undefined ? undefined : basic(size, pointer);
  }
}

/** "sync/atomic.Int64" of a type of another package, by the imports of its file. */
function standardName(node: GoNode, file: GoFile): string {
  const named = node.type === "generic_type" ? field(node, "type") : node;
  const home = named?.type === "qualified_type" ? field(named, "package")?.text : undefined;
  return home === undefined ? "" : `${file.imports.get(home)}.${named && field(named, "name")?.text}`;
}

function basic(size: number | `${number}p` | "a8", pointer: Pointer): Extent {
  if (size === "a8") return { size: 8, align: 8 };
  if (typeof size === "number") return { size, align: Math.min(size, pointer) };
  return { size: Number.parseInt(size, 10) * pointer, align: pointer };
}

/** One behind the other; an empty field at the end takes a byte, so that its address stays inside. */
function together(parts: readonly Extent[]): Extent {
  let at = 0;
  let align = 1;
  for (const part of parts) {
    at = aligned(at, part.align) + part.size;
    align = Math.max(align, part.align);
  }
  if (at > 0 && parts.at(-1)?.size === 0) at++;
  return { size: aligned(at, align), align };
}

function aligned(at: number, align: number): number {
  return Math.ceil(at / align) * align;
}
