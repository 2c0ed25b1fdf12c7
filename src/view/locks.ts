import type { ContendedLock } from "../model/diagnosis.ts";
import { explainEvidence, explainFrame, strongest } from "./explain.ts";
import type { Paragraph, Span } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { askedIn, lockName, ownerWords, waitersOf } from "./lock-words.ts";
import type { Lookup } from "./lookup.ts";
import { age, count, goroutines, likelihood, oldest, placed } from "./words.ts";

/** Candidates and waiters shown before "and more" (a convoy has thousands): all of them stand in the JSON. */
const shownCandidates = 3;
const shownWaiters = 10;

/** A lock outside the tree of a chain: who waits, where, and what is known of its owner. */
export function lockSection(lock: ContendedLock, found: Lookup, explain: boolean): Paragraph[] {
  const since = oldest(lock.waiters.map(({ minutes }) => minutes));
  return [
    paragraph(spans(`${lock.dump}: `, ...whoWaits(lock), since), "  ", "    "),
    ...(lock.waiters.length > 0 ? [paragraph(askedIn(lock), "    ", "      ")] : []),
    paragraph(ownerWords(lock), "    ", "      "),
    ...candidates(lock, found, explain),
    ...(explain ? waiterFrames(lock, found) : []),
  ];
}

/** One line for a lock whose waiters are victims of a chain but not on its longest way. */
export function lockLine(lock: ContendedLock): Paragraph {
  return paragraph(spans(...whoWaits(lock), ", ", ...ownerWords(lock)), "    ", "      ");
}

function whoWaits(lock: ContendedLock): Span[] {
  const wait = lock.waiters.length + (lock.waitersWithoutId ?? 0) === 1 ? "waits" : "wait";
  return spans(waitersOf(lock), ` ${wait} for `, ...lockName(lock));
}

/** The lock sites of all waiters in full, as far as a page holds. */
export function waiterFrames(lock: ContendedLock, found: Lookup): Paragraph[] {
  const dump = found.dump(lock.dump);
  const rest = lock.waiters.length - shownWaiters;
  return [
    paragraph(spans("waiters of ", ...lockName(lock), ":"), "    "),
    ...lock.waiters
      .slice(0, shownWaiters)
      .flatMap(({ goroutine, mode, minutes, site, request }) => [
        paragraph(spans([`goroutine ${goroutine}`, mode, age(minutes), request].filter(Boolean).join(", ")), "      "),
        ...explainFrame(site, dump, "        "),
      ]),
    ...(rest > 0 ? [paragraph(spans(`and ${count(rest, "more waiter")} (all in --format json)`), "      ")] : []),
  ];
}

function candidates({ owner }: ContendedLock, found: Lookup, explain: boolean): Paragraph[] {
  const rest = owner.candidates.length - shownCandidates;
  const sections = owner.candidates
    .slice(0, shownCandidates)
    .flatMap(({ dump, goroutine, confidence, frame, evidence }) => {
      const best = strongest(evidence);
      const sure = { text: ` (${likelihood(confidence)})`, style: "faint" } as const;
      return [
        paragraph(spans(goroutines([goroutine]), frame ? ` in ${placed(frame)}` : "", sure), "      ", "        "),
        ...(explain && frame ? explainFrame(frame, found.dump(dump), "        ") : []),
        ...(explain ? explainEvidence(evidence, "        ") : []),
        ...(best && !explain ? [paragraph(spans({ text: best.text, style: "faint" }), "        ")] : []),
      ];
    });
  return [...sections, ...(rest > 0 ? [paragraph(spans(`and ${count(rest, "more candidate")}`), "      ")] : [])];
}
