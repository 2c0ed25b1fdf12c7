import type { Diagnosis, GoroutineRef } from "../model/diagnosis.ts";
import { explainEvidence } from "./explain.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { lockName, ownerWords } from "./lock-words.ts";
import { type Lookup, same } from "./lookup.ts";
import { goroutines, likelihood, placed } from "./words.ts";

/** The locks a goroutine waits for, with all reasons for their likeliest owners. */
export function wantedLocks(ref: GoroutineRef, { locks }: Diagnosis): Paragraph[] {
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

/** The locks a goroutine is said to hold, and who waits for them. */
export function heldLocks(ref: GoroutineRef, found: Lookup): Paragraph[] {
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
