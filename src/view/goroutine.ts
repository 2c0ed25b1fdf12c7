import type { Diagnosis, GoroutineRef } from "../model/diagnosis.ts";
import type { Goroutine } from "../model/dump.ts";
import { citation, explainEvidence } from "./explain.ts";
import { print } from "./layout/print.ts";
import type { Paragraph } from "./layout/span.ts";
import { blank, paragraph, spans } from "./layout/span.ts";
import { lockName, ownerWords } from "./lock-words.ts";
import { type Lookup, lookup, same } from "./lookup.ts";
import type { TextOptions } from "./text.ts";
import { age, callName, goroutines, likelihood, placed } from "./words.ts";

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
    ...row("asked to do", request),
    ...row("blocked on", wait),
    ...wantedLocks(ref, diagnosis),
    ...heldLocks(ref, found),
    ...calls(ref, diagnosis),
    ...chains(ref, diagnosis),
    ...row("created by", creator && `${creator.func.short}${creatorId}`),
    ...row("damaged", goroutine.partial ? "a part of its text is missing or could not be read" : undefined),
    blank,
    ...source(goroutine, found, ref),
  ];
  return print(page, { color, width });
}

function row(label: string, text: string | undefined): Paragraph[] {
  return text ? [paragraph(spans({ text: `${label} `, style: "faint" }, text), "  ", "    ")] : [];
}

function wantedLocks(ref: GoroutineRef, { locks }: Diagnosis): Paragraph[] {
  return locks.flatMap((lock) => {
    const waiter = lock.waiters.find((one) => same(one, ref));
    if (!waiter) return [];
    const mode = waiter.mode === "rlock" ? "to read-lock" : "for";
    const candidates = lock.owner.candidates
      .slice(0, 3)
      .flatMap(({ dump, goroutine, frame, confidence, evidence }) => [
        paragraph(
          spans(
            `${goroutines([goroutine])}${dump === ref.dump ? "" : ` of ${dump}`}${frame ? ` in ${placed(frame)}` : ""}`,
            { text: ` (${likelihood(confidence)})`, style: "faint" },
          ),
          "    ",
          "      ",
        ),
        ...explainEvidence(evidence, "      "),
      ]);
    return [
      paragraph(
        spans({ text: `waits ${mode} `, style: "faint" }, ...lockName(lock), ", ", ...ownerWords(lock)),
        "  ",
        "    ",
      ),
      ...candidates,
    ];
  });
}

function heldLocks(ref: GoroutineRef, found: Lookup): Paragraph[] {
  return found.locksOf(ref).flatMap((lock) => {
    const ids = lock.waiters.map(({ goroutine }) => goroutine);
    const candidate = lock.owner.candidates.find((one) => same(one, ref));
    return [
      paragraph(
        spans(
          { text: "holds ", style: "faint" },
          ...lockName(lock),
          { text: ` (${likelihood(candidate?.confidence ?? lock.owner.confidence)})`, style: "faint" },
          `, for which ${goroutines(ids)} ${ids.length === 1 ? "waits" : "wait"}`,
        ),
        "  ",
        "    ",
      ),
      ...explainEvidence(candidate?.evidence ?? [], "      "),
    ];
  });
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

function chains(ref: GoroutineRef, { chains }: Diagnosis): Paragraph[] {
  return chains.flatMap(({ steps, victims, end }) => {
    const at = steps.findIndex((step) => same(step, ref));
    if (at < 0) return [];
    const last = at === steps.length - 1;
    return row(
      "in a chain",
      last
        ? `all ${victims} others of it wait for this one: ${end.text}`
        : `step ${at + 1} of ${steps.length}, which ends: ${end.text}`,
    );
  });
}

/** The lines of the input; a goroutine inside an escaped record has the lines of the record. */
function source(goroutine: Goroutine, found: Lookup, { dump }: GoroutineRef): Paragraph[] {
  const summary = found.dump(dump);
  const { line, recordLine } = goroutine.stack.frames.length > 0 ? goroutine.lineOf(0) : { line: goroutine.lines[0] };
  // The header stands in the line before the first frame's.
  const start = recordLine === undefined ? goroutine.lines[0] : recordLine - 1;
  const title =
    recordLine === undefined
      ? `${summary?.file ?? ""}, lines ${goroutine.lines[0]}–${goroutine.lines[1]}:`
      : `${citation(summary, { func: "", dumpLine: line, recordLine: start })}, unescaped:`;
  const lines = goroutine.text().replace(/\s+$/, "").split(/\r?\n/);
  const digits = String(start + lines.length - 1).length;
  return [
    paragraph(spans({ text: title, style: "faint" })),
    ...lines.map(
      (text, at): Paragraph => ({
        first: "",
        rest: "",
        content: spans({ text: `${String(start + at).padStart(digits + 2)}  `, style: "faint" }, text),
        verbatim: true,
      }),
    ),
  ];
}
