import type {
  Ancestor,
  Arg,
  AttributeValue,
  Dump,
  Goroutine,
  GoroutineList,
  LineRef,
  Stack,
} from "../../model/dump.ts";
import type { DumpText } from "../../read/dump-text.ts";
import { decode } from "../../read/utf8.ts";
import { physicalLine, physicalLines } from "../report.ts";

/** What a form other than Go's own dump tells of a goroutine, or of several with the same stack. What it does not tell is absent. */
export interface Entry {
  readonly id?: number | undefined;
  /** "" when the form does not tell it. */
  readonly state: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly stack: Stack;
  /** Line of the text where each frame stands, 1-based. */
  readonly frameLines: readonly number[];
  /** First and last line of the text. */
  readonly lines: readonly [number, number];
  /** First byte in the text, and the one behind the last. */
  readonly bytes: readonly [number, number];
  readonly partial: boolean;
  readonly count: number;
}

/** Goroutines of a form that prints no argument lists. */
export class ListedGoroutines implements GoroutineList {
  readonly length: number;
  private readonly goroutines: readonly ListedGoroutine[];

  constructor(dump: Dump, text: DumpText, entries: readonly Entry[]) {
    this.goroutines = entries.map((entry, index) => new ListedGoroutine(dump, index, text, entry));
    this.length = entries.length;
  }

  at(index: number): Goroutine {
    const goroutine = this.goroutines[index];
    if (goroutine) return goroutine;
    throw new RangeError(`No goroutine at position ${index}: there are ${this.length}.`);
  }

  byId(id: number): Goroutine | undefined {
    return this.goroutines.find((goroutine) => goroutine.id === id);
  }

  stackAt(index: number): Stack {
    return this.at(index).stack;
  }

  stateAt(index: number): string {
    return this.at(index).state;
  }

  [Symbol.iterator](): Iterator<Goroutine> {
    return this.goroutines[Symbol.iterator]();
  }
}

class ListedGoroutine implements Goroutine {
  readonly dump: Dump;
  readonly index: number;
  readonly lockedToThread = false;
  readonly ancestors: readonly Ancestor[] = [];
  private readonly source: DumpText;
  private readonly entry: Entry;

  constructor(dump: Dump, index: number, source: DumpText, entry: Entry) {
    this.dump = dump;
    this.index = index;
    this.source = source;
    this.entry = entry;
  }

  get id(): number | undefined {
    return this.entry.id;
  }

  get state(): string {
    return this.entry.state;
  }

  get attributes(): Readonly<Record<string, AttributeValue>> {
    return this.entry.attributes;
  }

  get stack(): Stack {
    return this.entry.stack;
  }

  get partial(): boolean {
    return this.entry.partial;
  }

  get count(): number {
    return this.entry.count;
  }

  get lines(): readonly [number, number] {
    return physicalLines(this.source, this.entry.lines);
  }

  argsText(_frame: number): string | undefined {
    return undefined;
  }

  args(_frame: number): readonly Arg[] {
    return [];
  }

  lineOf(frame: number): LineRef {
    const line = this.entry.frameLines[frame] ?? this.entry.lines[0];
    return { line: physicalLine(this.source, line), ...(this.source.escaped && { recordLine: line }) };
  }

  text(): string {
    return decode(this.source.bytes, ...this.entry.bytes);
  }
}
