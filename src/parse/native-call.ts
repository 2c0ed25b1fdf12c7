import { decode } from "../read/utf8.ts";
import { LineKind, type LineReader } from "./line-reader.ts";

/** The position of a function that is none of Go's: a program counter alone, without the pointers that Go prints for its own frames. */
const POSITION = /^\s+(?:.*:\d+ )?pc=0x[0-9a-f]+\s*$/;
/** Printed for such a function when nothing can tell its name. */
const NAMELESS = /^non-Go function at pc=0x[0-9a-f]+$/;
/** No line that matters here is longer. */
const LONGEST = 2000;

/** The line names a function in C or the like: it has no argument list, and the position of such a function follows. */
export function isNativeCall(line: LineReader): boolean {
  if (line.kind !== LineKind.Other && line.kind !== LineKind.Call) return false;
  return isNameless(line) || POSITION.test(followingLine(line));
}

/** The line stands for a frame of which only the program counter is known; no position follows. */
export function isNameless(line: LineReader): boolean {
  return line.bytes[line.start] === 0x6e /* n */ && line.end - line.start < LONGEST && NAMELESS.test(line.text);
}

function followingLine({ bytes, next }: LineReader): string {
  const feed = bytes.indexOf(10, next);
  const end = feed < 0 ? bytes.length : feed;
  return end - next > LONGEST ? "" : decode(bytes, next, end);
}
