import type { TreeCursor } from "web-tree-sitter";
import type { GoNode } from "./go-node.ts";

/** Turns the text of a Go file into its syntax tree. */
export interface GoParser {
  /** Never throws for what stands in the text: what is no Go becomes nodes of type "ERROR". */
  parse(text: string): GoNode;
}

/** Options of `loadGoParser`. */
export interface GoParserOptions {
  /** tree-sitter's Go grammar in WebAssembly: its bytes, or where they are. */
  readonly grammar: Uint8Array | URL | string;
  /** The WebAssembly of web-tree-sitter itself, where the environment does not find it beside the package's code. */
  readonly runtime?: Uint8Array;
}

/** Deeper nesting does not occur in source that people write; it would exhaust the stack of whoever walks the tree. */
const DEEPEST = 500;

let runtime: Promise<void> | undefined;

/**
 * Loads the parser; once per process is enough.
 * @throws Error when the grammar cannot be read or is no WebAssembly.
 */
export async function loadGoParser(options: GoParserOptions): Promise<GoParser> {
  // Loaded here and not above: who reads no source does not wait for it.
  const { Language, Parser } = await import("web-tree-sitter");
  runtime ??= Parser.init(options.runtime && { wasmBinary: options.runtime.slice().buffer });
  await runtime;
  const language = await Language.load(options.grammar);
  const parser = new Parser().setLanguage(language);
  const names = language.types;
  return {
    parse(text) {
      const tree = parser.parse(text);
      if (!tree) return new SourceNode(text, "source_file", [1, 1], [0, text.length], NONE, undefined);
      const cursor = tree.walk();
      try {
        return convert(cursor, text, names, 0);
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}

const NONE: readonly GoNode[] = [];

function convert(cursor: TreeCursor, text: string, names: readonly string[], depth: number): GoNode {
  const type = names[cursor.nodeTypeId] ?? cursor.nodeType;
  const lines: [number, number] = [cursor.startPosition.row + 1, cursor.endPosition.row + 1];
  const range: [number, number] = [cursor.startIndex, cursor.endIndex];
  const name = cursor.currentFieldName ?? undefined;
  let children: GoNode[] | undefined;
  if (depth < DEEPEST && cursor.gotoFirstChild()) {
    children = [];
    do {
      const named = cursor.nodeIsNamed;
      if (named ? cursor.nodeType !== "comment" : cursor.currentFieldName !== null)
        children.push(convert(cursor, text, names, depth + 1));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return new SourceNode(text, type, lines, range, children ?? NONE, name);
}

/** A class and not a literal: one getter for all nodes. */
class SourceNode implements GoNode {
  readonly type: string;
  readonly line: number;
  readonly endLine: number;
  readonly start: number;
  readonly end: number;
  readonly children: readonly GoNode[];
  readonly field: string | undefined;
  readonly #source: string;

  constructor(
    source: string,
    type: string,
    lines: readonly [number, number],
    range: readonly [number, number],
    children: readonly GoNode[],
    fieldName: string | undefined,
  ) {
    this.#source = source;
    this.type = type;
    [this.line, this.endLine] = lines;
    [this.start, this.end] = range;
    this.children = children;
    this.field = fieldName;
  }

  get text(): string {
    return this.#source.slice(this.start, this.end);
  }
}
