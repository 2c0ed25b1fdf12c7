import { viewOf } from "../read/words.ts";
import { isDigit } from "./line-reader.ts";
import { behindArguments, equalWords } from "./words.ts";

/** What may differ between two places where the same element stands. */
export const Gap = {
  /** Nothing: "main.f(...)" and its position. */
  None: 0,
  /** The argument list. */
  Arguments: 1,
  /** The creator's id. */
  Digits: 2,
} as const;

export type Gap = (typeof Gap)[keyof typeof Gap];

/** Where an element stands in a text: its lines with their line feeds, [start, end), and the gap in them. */
export interface ElementPlace {
  readonly start: number;
  readonly gapStart: number;
  readonly gapEnd: number;
  readonly end: number;
  readonly gap: Gap;
}

const NONE = -1;

/**
 * How each element of stacks (by its number, see `StackTrie`) is printed, so that it is known again without being read: two lines, compared
 * eight bytes at a time, and the gap in them skipped. Comparing a frame costs a fifth of hashing its two lines.
 */
export class ElementTexts {
  /** First byte of what the gap held in the last match; -1 for no gap. */
  gapAt: number = NONE;
  private arena = new Uint8Array(1 << 12);
  private view: DataView = viewOf(this.arena);
  private used = 0;
  /** Length before the gap (0: the element is unknown), length behind it, place in the arena. */
  private heads = new Int32Array(256);
  private tails = new Int32Array(256);
  private starts = new Int32Array(256);
  private gaps = new Uint8Array(256);

  /** Behind the element's lines; -1 when the lines at `at` are not (surely) those of the element. */
  match(element: number, text: DataView, at: number): number {
    const head = this.heads[element];
    if (head === undefined || head === 0) return NONE;
    const tail = this.tails[element] as number;
    const from = this.starts[element] as number;
    if (at + head + tail > text.byteLength || !equalWords(text, at, this.view, from, head)) return NONE;
    const gap = this.gaps[element];
    this.gapAt = gap === Gap.None ? NONE : at + head;
    if (gap === Gap.None) return at + head;
    const next = gap === Gap.Arguments ? behindList(text, at + head) : behindDigits(text, at + head);
    if (next < 0 || next + tail > text.byteLength) return NONE;
    return equalWords(text, next, this.view, from + head, tail) ? next + tail : NONE;
  }

  /** Learns the element's text, unless it is known. */
  remember(element: number, bytes: Uint8Array, { start, gapStart, gapEnd, end, gap }: ElementPlace): void {
    if ((this.heads[element] ?? 0) > 0) return;
    // See `equalWords`.
    if (bytes.subarray(start, end).includes(0)) return;
    const [head, tail] = [gapStart - start, end - gapEnd];
    this.reserve(element, head + tail);
    this.heads[element] = head;
    this.tails[element] = tail;
    this.starts[element] = this.used;
    this.gaps[element] = gap;
    this.arena.set(bytes.subarray(start, gapStart), this.used);
    this.arena.set(bytes.subarray(gapEnd, end), this.used + head);
    this.used += head + tail;
  }

  private reserve(element: number, length: number): void {
    if (this.used + length > this.arena.length) {
      const larger = new Uint8Array(2 * (this.used + length));
      larger.set(this.arena);
      this.arena = larger;
      this.view = viewOf(larger);
    }
    if (element < this.heads.length) return;
    const size = 2 * element;
    const grown = (old: Int32Array) => {
      const larger = new Int32Array(size);
      larger.set(old);
      return larger;
    };
    this.heads = grown(this.heads);
    this.tails = grown(this.tails);
    this.starts = grown(this.starts);
    const gaps = new Uint8Array(size);
    gaps.set(this.gaps);
    this.gaps = gaps;
  }
}

/** Behind an argument list that is not "...": its end, before the ")". A list that begins otherwise is left to the caller. */
function behindList(text: DataView, at: number): number {
  const first = text.getUint8(at);
  if (first === 0x29 /* ) */) return at;
  return first === 0x30 /* 0 */ || first === 0x7b /* { */ || first === 0x5f /* _ */ ? behindArguments(text, at) : NONE;
}

function behindDigits(text: DataView, at: number): number {
  let next = at;
  while (next < text.byteLength && isDigit(text.getUint8(next))) next++;
  return next > at ? next : NONE;
}
