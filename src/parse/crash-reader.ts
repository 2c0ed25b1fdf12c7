import type { CrashNode, RegisterPair } from "./ast.ts";
import { codes, LineKind, type LineReader } from "./line-reader.ts";
import { RowFlag } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** Something that a crash prints, and the goroutine that follows it (as a row, which need not exist). */
export type CrashPart = { readonly row: number } & (
  | CrashNode
  | { readonly kind: "registers"; readonly registers: readonly RegisterPair[] }
);

/** What lines of a crash begin with: ordinary log text must cost no grammar call. */
const PREFIXES = [
  "panic: ",
  "\tpanic: ",
  "fatal error: ",
  "[signal ",
  "SIG",
  "Signal ",
  "Exception 0x",
  "PC=",
  "signal arrived ",
  "unexpected fault address ",
  "instruction bytes:",
  "runtime: ",
  "-----",
  "exit status ",
].map(codes);

const TAB = 9;
/** Lines of one message that are kept: in a log without empty lines, anything may follow it. */
const LONGEST_MESSAGE = 100;

/** Reads the lines that a crash prints around its goroutines. */
export class CrashReader {
  readonly parts: CrashPart[] = [];
  private readonly tables: Tables;
  /** A message ended no line ago: what follows directly is the rest of it. */
  private message: { kind: "message"; row: number; text: string } | undefined;
  private messageLines = 0;
  /** Since the last goroutine: a message or a signal, so that a crash begins here. */
  private announced = false;
  /** A signal was seen: registers may follow. */
  private signalled = false;
  private separated = false;
  /** A message or signal stood here already, and no goroutine since. */
  private inPreamble = false;
  private inOtherThread = false;

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** The line is one of a crash. */
  knows(line: LineReader): boolean {
    return this.crashLine(line) !== undefined || this.registers(line) !== undefined;
  }

  /** Takes a line outside the goroutines; false when it is none of a crash. @param row The next goroutine's. */
  accept(line: LineReader, row: number): boolean {
    const node = this.crashLine(line);
    if (node) {
      this.note(node, row);
      return true;
    }
    const registers = this.registers(line);
    if (registers) {
      this.parts.push({ kind: "registers", registers, row });
      return true;
    }
    if (!this.message || this.messageLines >= LONGEST_MESSAGE) return false;
    this.messageLines++;
    // A value of several lines: since Go 1.23 the further ones are indented by a tab.
    this.message.text += `\n${line.text.replace(/^\t/, "")}`;
    return true;
  }

  /** The line is the rest of a message's text: since Go 1.23 the further lines of a value are indented by a tab, also the empty ones. */
  continues({ bytes, first }: LineReader): boolean {
    return this.message !== undefined && bytes[first] === TAB;
  }

  /** The next line is the rest of the message, by the same rule. */
  goesOn({ bytes, next }: LineReader): boolean {
    return this.message !== undefined && bytes[next] === TAB;
  }

  /** Takes a line that is known to be part of the last message. */
  quote(line: LineReader): void {
    if (this.message && this.messageLines++ < LONGEST_MESSAGE) this.message.text += `\n${line.text}`;
  }

  /** The last line was one of a message. */
  get isMessage(): boolean {
    return this.message !== undefined && this.messageLines === 0;
  }

  blank(): void {
    this.message = undefined;
    this.messageLines = 0;
  }

  /** `RowFlag`s of the goroutine that begins here. */
  flagsOfNext(): number {
    const flags = (this.announced ? RowFlag.AfterCrash : 0) | (this.inOtherThread ? RowFlag.OtherThread : 0);
    this.message = undefined;
    this.messageLines = 0;
    this.announced = false;
    this.inPreamble = false;
    return flags;
  }

  private note(node: CrashNode, row: number): void {
    const part = { ...node, row };
    this.parts.push(part);
    this.message = part.kind === "message" ? part : undefined;
    if (part.kind === "separator") this.separated = true;
    if (part.kind === "signal") this.signalled = true;
    if (part.kind !== "message" && part.kind !== "signal") return;
    if (this.inPreamble) return;
    this.inPreamble = true;
    // Behind a separator the same crash goes on; a signal or message without one is a new crash.
    this.inOtherThread = this.separated;
    this.announced = !this.separated;
    this.separated = false;
  }

  private crashLine(line: LineReader): CrashNode | undefined {
    if (!PREFIXES.some((prefix) => line.startsWith(prefix))) return undefined;
    const { crashLines } = this.tables;
    return crashLines.values[crashLines.intern(line.bytes, line.start, line.end)];
  }

  private registers(line: LineReader): readonly RegisterPair[] | undefined {
    if (!this.signalled || line.kind !== LineKind.Other) return undefined;
    const { registers } = this.tables;
    return registers.values[registers.intern(line.bytes, line.start, line.end)];
  }
}
