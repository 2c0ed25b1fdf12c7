import type { BlockingChain, ContendedLock } from "../model/diagnosis.ts";
import { explainEvidence, explainFrame, strongest } from "./explain.ts";
import type { Paragraph, Span } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { askedIn, heldBy, lockName } from "./lock-words.ts";
import type { Lookup } from "./lookup.ts";
import { same } from "./lookup.ts";
import { age, callName, frequent, goroutines, likelihood, placed } from "./words.ts";

type ChainStep = BlockingChain["steps"][number];

/** A step with what the diagnosis knows around it. */
interface Step extends ChainStep {
  readonly previous: ChainStep | undefined;
  /** The lock by which the previous step waits for this one, and the reasons to name this one as its owner. */
  readonly held: ContendedLock | undefined;
  readonly candidate: ContendedLock["owner"]["candidates"][number] | undefined;
  /** The lock this step waits for, and who else does. */
  readonly wanted: ContendedLock | undefined;
  readonly others: readonly number[];
}

/** Deeper steps stay at this depth, so that a long chain does not run out of the page. */
const deepest = 8;

/** The steps of a chain as a tree: each goroutine, what it is doing and what it waits for, down to the root blocker and what is below it. */
export function chainTree({ steps, end }: BlockingChain, found: Lookup, explain: boolean): Paragraph[] {
  const last = steps.length - 1;
  const tree = steps.flatMap((chainStep, at) => {
    const step = around(chainStep, steps[at - 1], found);
    const { head, body, deep } = indents(at, at < last || end.below.length > 0);
    const doing = at === 0 && step.wanted ? askedIn(step.wanted) : activity(step, explain);
    const waiting = at === last ? spans({ text: end.text, style: "bad" }) : waitWords(step, found);
    return [
      paragraph(title(step, found), head, body),
      ...(step.candidate ? reasons(step.candidate.evidence, body, explain) : []),
      ...(doing.length > 0 ? [paragraph(doing, body, deep)] : []),
      ...(explain ? frames(step, found, deep) : []),
      paragraph(waiting, body, deep),
    ];
  });
  const below = end.below.flatMap(({ process, waitsFor, evidence }, at) => {
    const { head, body } = indents(steps.length + at, at < end.below.length - 1);
    const details = [process.pid !== undefined && `pid ${process.pid}`, process.state && `state ${process.state}`];
    const known = details.filter(Boolean).join(", ");
    const words = spans({ text: process.name, style: "name" }, known && ` (${known})`, ` waits for ${waitsFor}`);
    return [paragraph(words, head, body), ...reasons(evidence, body, explain)];
  });
  return [...tree, ...below];
}

function around(step: ChainStep, previous: ChainStep | undefined, found: Lookup): Step {
  const lockOf = (from: ChainStep | undefined) =>
    from?.via?.lock === undefined ? undefined : found.lock(from.via.lock);
  const held = lockOf(previous);
  const wanted = lockOf(step);
  const others = wanted?.waiters.filter((waiter) => !same(waiter, step)) ?? [];
  return {
    ...step,
    previous,
    held,
    candidate: held?.owner.candidates.find((candidate) => same(candidate, step)),
    wanted,
    others: others.map(({ goroutine }) => goroutine),
  };
}

function indents(depth: number, more: boolean): { head: string; body: string; deep: string } {
  const left = " ".repeat(2 * Math.min(depth, deepest));
  const body = `${left}  ${more ? "│ " : "  "}`;
  return { head: depth === 0 ? "  " : `${left}└ `, body, deep: `${body}  ` };
}

/** "held by goroutine 155 (likely): GET /containers/{id}/json"; the first step stands for all that wait for the same lock. */
function title(step: Step, found: Lookup): Span[] {
  const { previous, dump, goroutine, request, wanted, others } = step;
  if (!previous) {
    const requests = wanted?.waiters.flatMap((waiter) => (same(waiter, step) ? request : waiter.request) ?? []);
    const words = requests ? frequent(requests) : (request ?? "");
    return spans({ text: goroutines([goroutine, ...others], 1), style: "strong" }, words && `: ${words}`);
  }
  const { how, confidence } = relation(step, previous, found);
  const name = `${previous.dump === dump ? "" : `${dump}, `}${goroutines([goroutine])}`;
  const sure = confidence === undefined ? "" : ` (${likelihood(confidence)})`;
  return spans(
    `${how} `,
    { text: name, style: "strong" },
    { text: sure, style: "faint" },
    request ? `: ${request}` : "",
  );
}

function relation(step: Step, previous: ChainStep, found: Lookup): { how: string; confidence?: number } {
  if (step.held) return { how: heldBy[step.held.owner.verdict], confidence: step.held.owner.confidence };
  const call = found.callsFrom(previous).find(({ server }) => server && same(server, step));
  return call ? { how: "served by", confidence: call.confidence } : { how: "depends on" };
}

/** Where the goroutine is: the frame that shows it as owner, then the one in which it waits (a call's stub says no more than the call). */
function activity({ candidate, frame, via }: Step, explain: boolean): Span[] {
  const waiting = via?.kind === "rpc" && !explain ? undefined : frame;
  const both = [candidate?.frame, waiting].filter((one) => one !== undefined);
  const distinct = both.filter((one, at) => one.func !== both[at + 1]?.func);
  return distinct.length > 0 ? spans(`in ${distinct.map(placed).join(" → ")}`) : [];
}

function frames({ candidate, frame, dump, previous }: Step, found: Lookup, indent: string): Paragraph[] {
  const owning = candidate?.frame && candidate.frame.dumpLine !== frame.dumpLine ? [candidate.frame] : [];
  return [...(previous ? owning : []), frame].flatMap((one) => explainFrame(one, found.dump(dump), indent));
}

function waitWords(step: Step, found: Lookup): Span[] {
  const { wanted, others, via, minutes, previous } = step;
  const since = age(minutes);
  if (wanted) {
    const mode = wanted.waiters.find((waiter) => same(waiter, step))?.mode === "rlock" ? "to read-lock" : "for";
    if (!previous && others.length > 0) {
      return spans(`wait ${mode} `, ...lockName(wanted), since && `, this one ${since}`);
    }
    const also = `, as ${others.length === 1 ? "does" : "do"} ${goroutines(others, 2)}`;
    return spans(`waits ${mode} `, ...lockName(wanted), since && ` ${since}`, others.length > 0 ? also : "");
  }
  const call = via?.kind === "rpc" ? found.callsFrom(step)[0] : undefined;
  const what = call
    ? spans("waits for the answer to ", { text: callName(call), style: "name" })
    : spans(via?.text ?? "waits");
  return [...what, ...spans(since && ` ${since}`)];
}

function reasons(
  evidence: ContendedLock["owner"]["candidates"][number]["evidence"],
  indent: string,
  explain: boolean,
): Paragraph[] {
  if (explain) return explainEvidence(evidence, indent);
  const best = strongest(evidence);
  return best ? [paragraph(spans({ text: best.text, style: "faint" }), indent, indent)] : [];
}
