import type { Diagnosis, GoroutineRef } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import { givenUpWords } from "./given-up.ts";
import { heldLocks, wantedLocks } from "./goroutine-locks.ts";
import { print } from "./layout/print.ts";
import type { Paragraph } from "./layout/span.ts";
import { blank, paragraph, spans } from "./layout/span.ts";
import { lookup, same } from "./lookup.ts";
import { sourceLines } from "./source-lines.ts";
import type { TextOptions } from "./text.ts";
import { age, callName, count, likelihood } from "./words.ts";

/** What the stages before the diagnosis tell about one goroutine. */
export interface GoroutineFacts {
  readonly ref: GoroutineRef;
  readonly goroutine: Goroutine;
  /** What it is blocked on: "a mutex", "a channel (receive)"; idle by design or not. */
  readonly wait: string;
  readonly request?: string;
}

/**
 * One goroutine in full, for a person: what it waits for, what it holds and for whom, its calls, its place in the chains, and its lines of
 * the input with their numbers.
 */
export function renderGoroutine(
  facts: GoroutineFacts,
  diagnosis: Diagnosis,
  { color = false, width = 80 }: TextOptions = {},
): string {
  const found = lookup(diagnosis);
  const { ref, goroutine, wait, request } = facts;
  const since = age(goroutine.minutes);
  const state = [goroutine.state, since].filter(Boolean).join(", ");
  const creator = goroutine.stack.createdBy;
  const creatorId = goroutine.creator === undefined ? "" : ` in goroutine ${goroutine.creator}`;
  const page: Paragraph[] = [
    paragraph(spans({ text: `goroutine ${ref.goroutine} of ${ref.dump}`, style: "strong" }, state ? `: ${state}` : "")),
    ...row("request", request),
    ...row("blocked on", wait),
    ...wantedLocks(ref, diagnosis),
    ...heldLocks(ref, found),
    ...calls(ref, diagnosis),
    ...servesNobody(ref, diagnosis),
    ...chains(ref, diagnosis),
    ...row("created by", creator && `${creator.func.short}${creatorId}`),
    ...row("damaged", goroutine.partial ? "a part of its text is missing or could not be read" : undefined),
    blank,
    ...sourceLines(goroutine, found.dump(ref.dump)),
  ];
  return print(page, { color, width });
}

function row(label: string, text: string | undefined): Paragraph[] {
  return text ? [paragraph(spans({ text: `${label}: `, style: "faint" }, text), "  ", "    ")] : [];
}

function calls(ref: GoroutineRef, { calls }: Diagnosis): Paragraph[] {
  return calls.flatMap((call) => {
    const sure = ` (${likelihood(call.confidence)})`;
    const { client, server } = call;
    if (same(client, ref)) {
      return row(
        "calls",
        `${callName(call)}, ${server ? `served by ${server.dump} goroutine ${server.goroutine}${sure}` : "served in no dump at hand"}`,
      );
    }
    return server && same(server, ref)
      ? row("serves", `${callName(call)} for ${client.dump} goroutine ${client.goroutine}${sure}`)
      : [];
  });
}

function servesNobody(ref: GoroutineRef, { givenUp = [] }: Diagnosis): Paragraph[] {
  return givenUp
    .filter(({ server }) => same(server, ref))
    .flatMap((call) => row("serves", `${callName(call)}: ${givenUpWords}`));
}

function chains(ref: GoroutineRef, { chains }: Diagnosis): Paragraph[] {
  return chains.flatMap(({ steps, victims, end }) => {
    const at = steps.findIndex((step) => same(step, ref));
    if (at < 0) return [];
    const last = at === steps.length - 1;
    return row(
      "chain",
      last
        ? `the end of one: ${count(victims, "goroutine")} wait${victims === 1 ? "s" : ""} for it; it ${end.text}`
        : `step ${at + 1} of ${steps.length}; the last one ${end.text}`,
    );
  });
}
