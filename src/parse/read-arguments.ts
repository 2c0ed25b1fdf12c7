import type { Arg } from "../model/dump.ts";
import { readWith } from "./grammar.ts";

/** What the grammar's rule `Word` reads. */
const WORD = /^(0x[0-9a-f]+)(\??)$/;

/** A damaged list is one unknown value: nothing in it can be trusted. */
const DAMAGED: readonly Arg[] = [{ kind: "unknown" }];

/**
 * The arguments between the parentheses of a call line, as the grammar's rule `Arguments` reads them. Lists of plain words, nearly all, are
 * read without it: every one of ten thousand waiters prints other values, and starting the grammar takes twenty times as long as the reading.
 */
export function readArguments(text: string): readonly Arg[] {
  const words: Arg[] = [];
  for (const part of text.split(", ")) {
    const word = WORD.exec(part);
    if (!word) return readWith("Arguments", text) ?? DAMAGED;
    words.push({ kind: "word", value: word[1] as string, stale: word[2] !== "" });
  }
  return words;
}
