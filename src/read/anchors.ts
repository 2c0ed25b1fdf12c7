/** A goroutine's header that is not the beginning of a plain line. */
export interface Anchor {
  readonly at: number;
  readonly lineStart: number;
  /** Line break's position, or the end of the text. */
  readonly lineEnd: number;
  /** How the line breaks behind it are written: as such, as `\n`, as `#012`. */
  readonly breaks: "real" | "escaped" | "octal";
}

const BRACKET = 0x5b;
const SPACE = 0x20;
const GOROUTINE = [..."goroutine "].map((letter) => letter.charCodeAt(0));
/** " gp=0xc000006700 m=12 mp=0xc000080008 " at most stands between the id and the bracket. */
const LONGEST_HEADER = 96;

/**
 * Finds the headers that have something before them, and those in lines with escaped line breaks: the first of each line. Looks at brackets
 * only, of which a plain dump has few.
 */
export function findAnchors(bytes: Uint8Array): Anchor[] {
  const anchors: Anchor[] = [];
  for (let bracket = bytes.indexOf(BRACKET); bracket >= 0; bracket = bytes.indexOf(BRACKET, bracket + 1)) {
    const at = headerBefore(bytes, bracket);
    if (at < 0) continue;
    const breaks = bytes[at - 1] === 0x6e && bytes[at - 2] === 0x5c ? "escaped" : breaksAfter(bytes, bracket);
    if (breaks === "real" && (at === 0 || bytes[at - 1] === 10)) continue;
    const lineStart = bytes.lastIndexOf(10, at) + 1;
    const feed = bytes.indexOf(10, at);
    const lineEnd = feed < 0 ? bytes.length : feed;
    anchors.push({ at, lineStart, lineEnd, breaks });
    bracket = lineEnd;
  }
  return anchors;
}

/** Start of the header whose bracket this is, -1 when it is none. */
function headerBefore(bytes: Uint8Array, bracket: number): number {
  if (bytes[bracket - 1] !== SPACE) return -1;
  let at = bracket - 2;
  if (!isDigit(bytes[at]) || !endsWithGoroutine(bytes, at)) {
    at = lastGp(bytes, bracket);
    if (at < 0) return -1;
  }
  while (isDigit(bytes[at])) at--;
  const start = at + 1 - GOROUTINE.length;
  return GOROUTINE.every((byte, index) => bytes[start + index] === byte) ? start : -1;
}

function endsWithGoroutine(bytes: Uint8Array, digit: number): boolean {
  let at = digit;
  while (isDigit(bytes[at])) at--;
  return bytes[at] === SPACE && bytes[at - 1] === 0x65; // e
}

/** Position before " gp=0x…" of a header, -1 when there is none. */
function lastGp(bytes: Uint8Array, bracket: number): number {
  for (let at = bracket - 2; at > bracket - LONGEST_HEADER && at > 0 && bytes[at] !== 10; at--)
    if (bytes[at] === SPACE && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x70 && bytes[at + 3] === 0x3d)
      return at - 1;
  return -1;
}

/** Looks behind the header's colon. */
function breaksAfter(bytes: Uint8Array, bracket: number): Anchor["breaks"] {
  for (let at = bracket + 1; at < bytes.length && bytes[at] !== 10; at++) {
    if (bytes[at] !== 0x3a /* : */) continue;
    let next = at + 1;
    while (bytes[next] === 0x5c /* \ */) next++;
    const letter = bytes[next];
    if (next > at + 1 && (letter === 0x6e || letter === 0x72)) return "escaped";
    if (bytes[at + 1] === 0x23 && bytes[at + 2] === 0x30 && bytes[at + 3] === 0x31 && bytes[at + 4] === 0x32)
      return "octal";
    if (bytes[at - 1] === 0x5d /* ] */ || bytes[at - 1] === 0x7d /* } */) return "real";
  }
  return "real";
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
