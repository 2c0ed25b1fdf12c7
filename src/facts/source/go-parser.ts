import type { TreeCursor } from "web-tree-sitter";
import type { GoNode } from "./go-node.ts";

/** Turns the text of a Go file into its syntax tree. */
export interface GoParser {
  /**
   * Never throws for what stands in the text: what is no Go becomes nodes of type "ERROR".
   * @param at where the text, a part of a file, begins in it: nodes tell their places in the file.
   */
  parse(text: string, at?: TextStart): GoNode;
}

/** Where a part of a file begins. */
export interface TextStart {
  /** Offset of its first character. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
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
  const grammar: Names = {
    types: language.types,
    fields: language.fields,
    isNamed: language.types.map((_, id) => language.nodeTypeIsNamed(id)),
  };
  return {
    parse(text, at = { start: 0, line: 1 }) {
      const part = new Part(text, at);
      const tree = parser.parse(text);
      if (!tree) return new SourceNode(part, "source_file", 0, text.length, NONE, undefined);
      const cursor = tree.walk();
      try {
        return convert(cursor, part, grammar, 0);
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}

/** What the grammar's numbers mean. */
interface Names {
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  readonly isNamed: readonly boolean[];
}

const NONE: readonly GoNode[] = [];

/**
 * Asks the cursor for as little as can be: each question goes through WebAssembly and back. Numbers stand for types and fields, and lines are
 * counted here; that took a third of the time of asking for all.
 */
function convert(cursor: TreeCursor, part: Part, grammar: Names, depth: number): GoNode {
  const type = grammar.types[cursor.nodeTypeId] ?? cursor.nodeType;
  const { startIndex, endIndex } = cursor;
  const name = grammar.fields[cursor.currentFieldId] ?? undefined;
  let children: GoNode[] | undefined;
  if (depth < DEEPEST && cursor.gotoFirstChild()) {
    children = [];
    do {
      const id = cursor.nodeTypeId;
      const wanted =
        (grammar.isNamed[id] ?? cursor.nodeIsNamed) ? grammar.types[id] !== "comment" : cursor.currentFieldId > 0;
      if (wanted) children.push(convert(cursor, part, grammar, depth + 1));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return new SourceNode(part, type, startIndex, endIndex, children ?? NONE, name);
}

/** Text that was parsed by itself, and its place in its file. */
class Part {
  readonly text: string;
  readonly start: number;
  readonly #line: number;
  readonly #ends: number[] = [];

  constructor(text: string, { start, line }: TextStart) {
    this.text = text;
    this.start = start;
    this.#line = line;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#ends.push(at);
  }

  /** The line of an offset in this text. */
  lineAt(offset: number): number {
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#line + low;
  }
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
  readonly #part: Part;

  constructor(
    part: Part,
    type: string,
    start: number,
    end: number,
    children: readonly GoNode[],
    fieldName: string | undefined,
  ) {
    this.#part = part;
    this.type = type;
    this.line = part.lineAt(start);
    this.endLine = part.lineAt(end);
    this.start = part.start + start;
    this.end = part.start + end;
    this.children = children;
    this.field = fieldName;
  }

  get text(): string {
    const { text, start } = this.#part;
    return text.slice(this.start - start, this.end - start);
  }
}
