import type { LineReader } from "../line-reader.ts";
import type { StackTrie } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import type { EntryBuilder } from "./entry-builder.ts";
import type { Entry } from "./listed.ts";

/**
 * What became of a line: the form's own; the beginning of a goroutine of which not all can be read; none of its lines; none, and nothing behind
 * it is the same text's any more.
 */
export type Taken = "taken" | "damaged" | "unread" | "ended";

/** Reads the lines of one text of a form. */
export interface FormReader {
  /** @param afterBlank An empty line stands before it. */
  accept(line: LineReader, afterBlank: boolean): Taken;
  /** The goroutine that the lines so far are part of: not whole when the next one cannot be read. */
  readonly current: EntryBuilder | undefined;
  /** The goroutines of the lines so far. */
  finish(): readonly Entry[];
  /** How many goroutines the text says that there are. */
  readonly total?: number | undefined;
}

/** A form other than Go's own dump, in which goroutines are told of. */
export interface Form {
  /** What `Envelope.format` says of its dumps. */
  readonly name: string;
  /** Whether a text of this form can begin with the line. Called for every line outside of goroutines: looks at bytes only. */
  readonly starts: (line: LineReader) => boolean;
  readonly make: (tables: Tables, trie: StackTrie) => FormReader;
  /** A line that begins it. */
  readonly example: string;
  /** The first minor version of Go 1 whose programs print it, where it was not the first one. */
  readonly since?: number;
  /** What prints it. */
  readonly source: string;
}
