import type { Arg } from "../model/dump.ts";
import { readWith } from "./grammar.ts";

/** What the grammar's rules `Word`, `ElidedArguments` and `UnknownArgument` start with, and what stands between. */
const TOKEN = /(0x[0-9a-f]+)(\??)|\.\.\.|_|[{}]|, /y;

const ELIDED: Arg = { kind: "elided" };
const UNKNOWN: Arg = { kind: "unknown" };
/** A damaged list is one unknown value: nothing in it can be trusted. */
const DAMAGED: readonly Arg[] = [UNKNOWN];

/**
 * The arguments between the parentheses of a call line, as the grammar's rule `Arguments` reads them. Well-formed lists, nearly all, are read
 * without it: each of ten thousand waiters prints other values, and starting the grammar takes twenty times as long as the reading.
 */
export function readArguments(text: string): readonly Arg[] {
  return readWellFormed(text) ?? readWith("Arguments", text) ?? DAMAGED;
}

function readWellFormed(text: string): readonly Arg[] | undefined {
  const open: Arg[][] = [];
  let list: Arg[] = [];
  // Values and ", " take turns; "{" asks for a value or "}", and a closed aggregate is a value.
  let expectsValue = true;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const token = match[0];
    if (token === "}") {
      const outer = open.pop();
      if (!outer || (expectsValue && list.length > 0)) return undefined;
      outer.push({ kind: "aggregate", items: list });
      list = outer;
      expectsValue = false;
    } else if (expectsValue === (token === ", ")) {
      return undefined;
    } else if (token === ", ") {
      expectsValue = true;
    } else if (token === "{") {
      open.push(list);
      list = [];
    } else {
      list.push(
        match[1] ? { kind: "word", value: match[1], stale: match[2] !== "" } : token === "_" ? UNKNOWN : ELIDED,
      );
      expectsValue = false;
    }
  }
  return open.length > 0 || (expectsValue && list.length > 0) ? undefined : list;
}
