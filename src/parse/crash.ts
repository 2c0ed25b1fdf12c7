import type { Crash } from "../model/dump.ts";
import type { CrashPart } from "./crash-reader.ts";
import { lowerBound } from "./lower-bound.ts";
import type { Span } from "./split.ts";

/** What a crash prints behind its goroutines. */
const TRAILERS: ReadonlySet<CrashPart["kind"]> = new Set(["registers", "exit", "separator"]);

/** What surrounds the goroutines of a dump, when it is a crash. The first thread's registers and signal stand for all. */
export function crashOf(parts: readonly CrashPart[], span: Span): Crash | undefined {
  const row = (part: CrashPart) => part.row;
  // A text can hold very many dumps: look at this one's parts only.
  const near = parts.slice(lowerBound(parts, span.from, row), lowerBound(parts, span.to + 1, row));
  const own = near.filter(
    ({ row, kind }) => (row > span.from && row < span.to) || row === (TRAILERS.has(kind) ? span.to : span.from),
  );
  const messages = own.flatMap((part) => (part.kind === "message" ? [part.text] : []));
  const signal = own.find((part) => part.kind === "signal")?.signal;
  const registers: Record<string, string> = {};
  for (const part of own)
    if (part.kind === "registers") for (const [name, value] of part.registers) registers[name] ??= value;
  const exitStatus = own.findLast((part) => part.kind === "exit")?.status;
  const hasRegisters = Object.keys(registers).length > 0;
  if (messages.length === 0 && signal === undefined && exitStatus === undefined && !hasRegisters) return undefined;
  return {
    messages,
    ...(signal !== undefined && { signal }),
    ...(hasRegisters && { registers }),
    ...(exitStatus !== undefined && { exitStatus }),
  };
}
