import type { AttributeValue } from "../../model/dump.ts";
import { encode } from "../../read/utf8.ts";
import type { LineReader } from "../line-reader.ts";
import type { Place } from "../report.ts";
import type { StackTrie } from "../stack-trie.ts";
import { EMPTY } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import type { IdNode } from "./ast.ts";
import type { Entry } from "./listed.ts";

const NONE = -1;

/** Where a frame is, as far as a form tells. */
export interface FramePosition {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly offset?: string | null | undefined;
}

/** Puts one goroutine of another form together. */
export class EntryBuilder {
  state = "";
  count = 1;
  partial = false;
  readonly attributes: Record<string, AttributeValue> = {};
  /** Where it begins. */
  readonly place: Place;
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private id: IdNode | undefined;
  private node: number = EMPTY;
  private creation: { func: string; position: FramePosition } | undefined;
  private readonly frameLines: number[] = [];
  private end: number;
  private lastLine: number;

  constructor(tables: Tables, trie: StackTrie, line: LineReader) {
    this.tables = tables;
    this.trie = trie;
    this.place = { start: line.start, end: line.end, number: line.number };
    this.end = line.end;
    this.lastLine = line.number;
  }

  identify(id: IdNode): void {
    this.id = id;
    if (typeof id === "string") this.attributes["id"] = id;
  }

  is(id: IdNode): boolean {
    return this.id === id;
  }

  /** Its id could not be read. */
  get isUnknown(): boolean {
    return this.id === undefined;
  }

  get length(): number {
    return this.frameLines.length;
  }

  /** Makes a line part of it. */
  extend(line: LineReader): void {
    this.end = line.end;
    this.lastLine = line.number;
  }

  /** @param number Line of the text where it stands. */
  frame(func: string, position: FramePosition, number: number): void {
    const { tables } = this;
    this.node = this.trie.addFrame(this.node, tables.frame(this.func(func), this.location(position), false));
    this.frameLines.push(number);
  }

  /** Here frames are left out, nobody knows how many. */
  elided(): void {
    const text = encode("...additional frames elided...");
    this.node = this.trie.addElided(this.node, this.tables.elisions.intern(text, 0, text.length));
  }

  createdBy(func: string, position: FramePosition): void {
    this.creation ??= { func, position };
  }

  build(): Entry {
    if (this.creation) {
      const text = encode(`created by ${this.creation.func}`);
      const creator = this.tables.creators.intern(text, 0, text.length);
      if (this.tables.creators.values[creator])
        this.node = this.trie.addCreated(this.node, creator, this.location(this.creation.position));
    }
    const { id, state, attributes, frameLines, partial, count, place } = this;
    return {
      ...(typeof id === "number" && { id }),
      state,
      attributes,
      stack: this.tables.stacks[this.trie.stack(this.node)] as Entry["stack"],
      frameLines,
      lines: [place.number, this.lastLine],
      bytes: [place.start, this.end],
      partial,
      count,
    };
  }

  private func(text: string): number {
    const bytes = encode(text);
    const id = this.tables.funcs.intern(bytes, 0, bytes.length);
    if (this.tables.funcs.values[id]) return id;
    return this.tables.nativeFunc(bytes);
  }

  private location({ file, line, offset }: FramePosition): number {
    if (file === undefined || line === undefined) return NONE;
    const bytes = encode(`${file}:${line}${offset ? ` +${offset}` : ""}`);
    const id = this.tables.locations.intern(bytes, 0, bytes.length);
    return this.tables.locations.values[id] ? id : NONE;
  }
}
