import { quoteOrFeedAt, viewOf } from "./words.ts";

const FEED = 10;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
/** So begin the values that are neither strings nor lists nor objects: numbers, true, false, null. */
const SCALARS = new Set([..."-0123456789tfn"].map((letter) => letter.charCodeAt(0)));
/** No export is deeper. */
const DEEPEST = 200;

/** A list or an object around a value. */
export interface JsonContainer {
  readonly start: number;
  readonly isList: boolean;
  /** Number of its value that was read last, from 0, and in an object the place of that one's name. */
  index: number;
  nameStart: number;
  nameEnd: number;
  /** The name's value comes next. */
  isNamed: boolean;
}

/** A place at which `JsonTokens` stands: at a string or another plain value, where a container begins, behind one that has ended. */
export type JsonToken = "value" | "open" | "close";

/**
 * Goes through the values of JSON documents that follow each other, by their bytes; the documents count as the values of one list. Ends where
 * something else follows, or at damage.
 */
export class JsonTokens {
  /** The containers around, outermost first; the first one is the list of the documents. */
  readonly around: JsonContainer[] = [];
  /** The value that was read last, of a container that begins only its first byte. */
  start: number;
  end: number;
  private readonly view: DataView;

  constructor(bytes: Uint8Array, start: number) {
    this.view = viewOf(bytes);
    this.start = start;
    this.end = start;
    this.enter(start, true);
  }

  /** Undefined at the end. */
  next(): JsonToken | undefined {
    const container = this.around.at(-1) as JsonContainer;
    let at = this.skip(this.end);
    if (this.byte(at) === QUOTE && !container.isList && !container.isNamed) {
      container.nameStart = at + 1;
      container.nameEnd = stringEnd(this.view, at + 1);
      container.isNamed = true;
      at = container.nameEnd < 0 ? -1 : this.skip(container.nameEnd + 1);
      if (this.byte(at) !== COLON) return undefined;
      at = this.skip(at + 1);
    }
    const byte = this.byte(at);
    return byte === CLOSE || byte === CLOSE_LIST ? this.close(at, byte) : this.value(at, byte, container);
  }

  private close(at: number, byte: number): "close" | undefined {
    const container = this.around.at(-1) as JsonContainer;
    if (this.around.length === 1 || container.isList !== (byte === CLOSE_LIST)) return undefined;
    this.around.pop();
    this.start = container.start;
    this.end = at + 1;
    return "close";
  }

  private value(at: number, byte: number, container: JsonContainer): "open" | "value" | undefined {
    if (!container.isList && !container.isNamed) return undefined;
    container.isNamed = false;
    container.index++;
    this.start = at;
    this.end = at + 1;
    if (byte === OPEN || byte === OPEN_LIST) {
      if (this.around.length > DEEPEST) return undefined;
      this.enter(at, byte === OPEN_LIST);
      return "open";
    }
    // Between documents stands text of another kind.
    if (this.around.length === 1) return undefined;
    if (byte === QUOTE) this.end = stringEnd(this.view, at + 1) + 1;
    else if (SCALARS.has(byte)) while (isInScalar(this.byte(this.end))) this.end++;
    else return undefined;
    return this.end > 0 ? "value" : undefined;
  }

  private enter(start: number, isList: boolean): void {
    this.around.push({ start, isList, index: -1, nameStart: 0, nameEnd: 0, isNamed: false });
  }

  /** Behind blanks and commas. */
  private skip(from: number): number {
    let at = from;
    for (let byte = this.byte(at); byte >= 0 && (byte <= SPACE || byte === COMMA); byte = this.byte(at)) at++;
    return at;
  }

  /** -1 outside the text. */
  private byte(at: number): number {
    return at >= 0 && at < this.view.byteLength ? this.view.getUint8(at) : -1;
  }
}

/** Where the closing quote stands of a string that begins before `from`; -1 when the line ends before. A string may hold a whole dump. */
export function stringEnd(view: DataView, from: number): number {
  for (let at = quoteOrFeedAt(view, from); at >= 0; at = quoteOrFeedAt(view, at + 1)) {
    if (view.getUint8(at) === FEED) return -1;
    let escapes = at;
    while (escapes > from && view.getUint8(escapes - 1) === BACKSLASH) escapes--;
    if ((at - escapes) % 2 === 0) return at;
  }
  return -1;
}

function isInScalar(byte: number): boolean {
  return byte > SPACE && byte !== COMMA && byte !== CLOSE && byte !== CLOSE_LIST;
}
