import { looksLikeStack } from "../looks-like-stack.ts";
import { decode, encode } from "../utf8.ts";

const BORDER = "│";
/** A header on the right of a border, and all that stands on its left. */
const RIGHT_OF_BORDER = /^(.*)│ {0,8}goroutine \d{1,20} .{0,200}?\[/m;
const HEADER = /goroutine \d{1,20} .{0,200}?\[/;
/** Lines behind a header that are looked at. */
const NEAR = 8;
/** A copy of a screen is not larger. */
const LARGEST = 1 << 22;

/** The border between panes, as terminal multiplexers and editors draw it. */
export const PANE_SIGN: Uint8Array = encode(BORDER);

/**
 * Without the panes on the left of the one in which a dump is shown: `$ make          │goroutine 1 [running]:`. What they show differs from line to
 * line, so it is no prefix; the border has its column. A text that shows goroutines on both sides comes back as it is.
 */
export function withoutLeftPanes(bytes: Uint8Array): Uint8Array {
  if (bytes.length > LARGEST) return bytes;
  const text = decode(bytes);
  const [header, left] = RIGHT_OF_BORDER.exec(text) ?? [];
  if (header === undefined || left === undefined) return bytes;
  const column = [...left].length;
  const lines = text.split("\n").map((line) => ({ line, border: borderAt(line, column) }));
  const panes = lines.filter(({ border }) => border >= 0);
  const lefts = new Set(panes.map(({ line, border }) => line.slice(0, border)));
  if (lefts.size === 1 || [...lefts].some((each) => HEADER.test(each))) return bytes;
  const rights = panes.map(({ line, border }) => line.slice(border + 1));
  const first = rights.findIndex((right) => HEADER.test(right));
  if (!looksLikeStack(rights.slice(first + 1, first + 1 + NEAR))) return bytes;
  return encode(lines.map(({ line, border }) => (border < 0 ? line : line.slice(border + 1))).join("\n"));
}

/** Where the border stands in a line, when it is in this column; else -1. */
function borderAt(line: string, column: number): number {
  let at = 0;
  for (let passed = 0; passed < column && at < line.length; passed++)
    at += (line.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return line[at] === BORDER ? at : -1;
}
