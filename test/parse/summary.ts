import type { Dump, Goroutine } from "../../src/model/dump.ts";
import type { ParseResult } from "../../src/parse/parse.ts";

/** What a person reviews of a parse: a line for each dump and goroutine. */
export function summarize({ dumps }: ParseResult): string[] {
  return dumps.flatMap((dump) => [summarizeDump(dump), ...[...dump.goroutines].map(summarizeGoroutine)]);
}

function summarizeDump({ go, crash, truncated, envelope }: Dump): string {
  const crashed = crash && [crash.signal ?? [], crash.messages].flat().join(" | ").replaceAll("\n", "\\n");
  const form = envelope.format === "plain" ? "" : ` ${envelope.format}`;
  return `dump${form}${go ? ` go ${go}` : ""}${truncated ? " truncated" : ""}${crashed ? ` crash: ${crashed}` : ""}`;
}

/** Id, state, minutes, attributes, count of frames, and who created it. */
function summarizeGoroutine(goroutine: Goroutine): string {
  const { id, state, minutes, lockedToThread, attributes, stack, creator, ancestors, count } = goroutine;
  const others = Object.entries(attributes).filter(([name]) => !["gp", "m", "mp"].includes(name));
  return [
    `  ${id ?? "-"} [${state}]`,
    count === 1 ? [] : `${count} times`,
    minutes === undefined ? [] : `${minutes} min`,
    lockedToThread ? "locked" : [],
    others.map(([name, value]) => (value === true ? name : `${name} ${JSON.stringify(value)}`)),
    `${stack.frames.length} frames`,
    stack.elided ? `${stack.elided.count} elided` : [],
    stack.createdBy ? `by ${stack.createdBy.func.text}${creator === undefined ? "" : ` in ${creator}`}` : [],
    ancestors.length > 0 ? `ancestors ${ancestors.map(({ goroutine }) => goroutine).join(" ")}` : [],
  ]
    .flat()
    .join(", ");
}
