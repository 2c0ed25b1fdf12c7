import type { Diagnostic } from "../model/diagnostic.ts";
import type { Dump } from "../model/dump.ts";
import { StackgraphError } from "../model/error.ts";
import type { DumpText } from "../read/dump-text.ts";
import { findTexts } from "../read/find-texts.ts";
import { joinChunks } from "../read/join-chunks.ts";
import { dumpsOf } from "./make-dumps.ts";
import { scan } from "./scan.ts";
import { StackTrie } from "./stack-trie.ts";
import { StretchReader } from "./stretch-reader.ts";
import { Tables } from "./tables.ts";

/** Options of `parse` and `parseFile`. */
export interface ParseOptions {
  /** The file's name, for messages and `Dump.file`. */
  readonly name?: string;
  /** What the steps before found wrong with the bytes, and whether their end is missing: belongs to the last dump. */
  readonly origin?: { readonly diagnostics: readonly Diagnostic[]; readonly cut: boolean };
}

/** What `parse` found. */
export interface ParseResult {
  /** Every dump that stands in the text, in order. */
  readonly dumps: readonly Dump[];
  /** What is wrong anywhere in the text; those of a dump's lines are in `Dump.diagnostics` as well. */
  readonly diagnostics: readonly Diagnostic[];
  /** Lines that begin a goroutine, in any form: as many goroutines are in `dumps`, besides stacks that have no such line. */
  readonly headers: number;
  /** Stacks without such a line. */
  readonly headless: number;
  /** Lines that belong to no goroutine; empty ones and those of a crash's message are not counted. */
  readonly skippedLines: number;
}

/**
 * Reads every goroutine dump in a text: Go's own output, or records of a log. Nothing in the bytes makes it throw: what is wrong with
 * them is told by the diagnostics. Compressed bytes are for `unpack`.
 *
 * @param bytes the text, whole or in the pieces in which it arrived: where it was cut does not matter.
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `bytes` is neither a Uint8Array nor a list of them.
 */
export function parse(bytes: Uint8Array | readonly Uint8Array[], options: ParseOptions = {}): ParseResult {
  const chunks = bytes instanceof Uint8Array ? [bytes] : bytes;
  if (!Array.isArray(chunks) || !chunks.every((chunk) => chunk instanceof Uint8Array))
    throw new StackgraphError(
      "ERR_INVALID_ARGUMENT",
      "parse needs the bytes of a text as a Uint8Array or a list of them.",
    );
  return withOrigin(parseTexts(findTexts(joinChunks(chunks), options.name ?? "")), options.origin);
}

function withOrigin(result: ParseResult, origin: ParseOptions["origin"]): ParseResult {
  if (!origin || (origin.diagnostics.length === 0 && !origin.cut)) return result;
  const last: { -readonly [Key in keyof Dump]: Dump[Key] } | undefined = result.dumps.at(-1);
  if (last) {
    last.truncated ||= origin.cut;
    last.diagnostics = [...last.diagnostics, ...origin.diagnostics];
  }
  return { ...result, diagnostics: [...result.diagnostics, ...origin.diagnostics] };
}

/** Reads every goroutine dump in texts that stand in one file. @param pieceSize See `cutText`. */
export function parseTexts(texts: readonly DumpText[], pieceSize?: number): ParseResult {
  const tables = new Tables();
  const trie = new StackTrie(tables);
  const stretches = new StretchReader(tables, trie);
  const scans = texts.map((text) => scan(text, tables, trie, stretches, pieceSize));
  const dumps = scans.flatMap((scanned) => dumpsOf(scanned, tables));
  return {
    dumps,
    diagnostics: dumps.flatMap((dump) => dump.diagnostics),
    headers: sum(scans.map((scanned) => scanned.headers)),
    headless: sum(scans.map((scanned) => scanned.headless)),
    skippedLines: sum(scans.map((scanned) => scanned.skipped)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
