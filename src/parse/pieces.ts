import { findGoroutine } from "../read/find-goroutine.ts";
import { viewOf } from "../read/words.ts";
import { isDigit } from "./line-reader.ts";

/** A run of goroutines in a text: rows `from` … `to` - 1, whose places are counted from its first byte. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly from: number;
  readonly to: number;
}

/** Positions in a piece are small integers, which a text of more than 2 GiB does not have: with others all loops over bytes take much longer. */
const LARGEST_PIECE = 2 ** 30;

const FEED = 10;
const TAB = 9;

/**
 * Cuts a text into pieces of about a size, before headers that an empty line and a position precede: there nothing goes on. Without such a place
 * a piece is as large as the text.
 */
export function cutText(bytes: Uint8Array, size: number = LARGEST_PIECE): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  while (bytes.length - from > size) {
    const next = boundaryBehind(bytes, from + size);
    if (next < 0) break;
    pieces.push(bytes.subarray(from, next));
    from = next;
  }
  return [...pieces, bytes.subarray(from)];
}

function boundaryBehind(bytes: Uint8Array, from: number): number {
  let at = findGoroutine(bytes, from);
  while (at >= 0 && !isBoundary(bytes, at)) at = findGoroutine(bytes, at + 1);
  return at;
}

function isBoundary(bytes: Uint8Array, at: number): boolean {
  if (bytes[at - 1] !== FEED || bytes[at - 2] !== FEED) return false;
  let digits = at + "goroutine ".length;
  if (!isDigit(bytes[digits])) return false;
  while (isDigit(bytes[digits])) digits++;
  if (bytes[digits] !== 0x20 || bytes[digits + 1] !== 0x5b /* [ */) return false;
  let line = at - 2;
  while (line > 0 && bytes[line - 1] !== FEED) line--;
  return bytes[line] === TAB;
}

/** The pieces of a text, by row. */
export class Pieces {
  private readonly all: readonly Piece[];
  /** Questions come in bursts about one place. */
  private last: Piece;

  /** @param ends The first row behind each piece. */
  constructor(texts: readonly Uint8Array[], ends: readonly number[]) {
    this.all = texts.map((bytes, index) => ({
      bytes,
      view: viewOf(bytes),
      from: ends[index - 1] ?? 0,
      to: ends[index] ?? Number.POSITIVE_INFINITY,
    }));
    this.last = this.all[0] as Piece;
  }

  /** The piece in which the goroutine of a row stands. */
  of(row: number): Piece {
    if (row >= this.last.from && row < this.last.to) return this.last;
    this.last = this.all.find(({ to }) => row < to) ?? this.last;
    return this.last;
  }
}
