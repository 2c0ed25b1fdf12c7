import type { BlockingChain, ContendedLock, Evidence } from "../model/diagnosis.ts";
import { explainEvidence, explainFrame, strongest } from "./explain.ts";
import type { Paragraph, Span } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { askedIn, heldBy, lockName, ownerWords } from "./lock-words.ts";
import type { Lookup } from "./lookup.ts";
import { ownersOf, same } from "./lookup.ts";
import { age, callName, frequent, goroutines, likelihood, oldest, placed, unbroken } from "./words.ts";

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

/** The steps of a chain as a tree: each goroutine, what it is doing and what it waits for, down to the root blocker. */
export function chainTree(chain: BlockingChain, found: Lookup, explain: boolean, more: boolean): Paragraph[] {
  const last = chain.steps.length - 1;
  return chain.steps.flatMap((chainStep, at) => {
    const step = around(chainStep, chain.steps[at - 1], found);
    const { head, body, deep } = indents(at, at < last || more);
    const { candidate } = step;
    const best = strongest(candidate?.evidence ?? []);
    const doing = at === 0 && step.wanted ? askedIn(step.wanted) : activity(step, explain, best?.text ?? "");
    return [
      paragraph(title(step, found), head, body),
      ...(explain ? explainEvidence(candidate?.evidence ?? [], body) : []),
      ...(best && !explain ? [paragraph(spans({ text: best.text, style: "faint" }), body)] : []),
      ...(doing.length > 0 ? [paragraph(doing, body, deep)] : []),
      ...(explain ? frames(step, found, deep) : []),
      paragraph(at === last ? endWords(step, chain, found) : waitWords(step, found), body, deep),
    ];
  });
}

/** What stands before the lines of a step at a depth: its first line, its other lines, and what wraps. */
export function indents(depth: number, more: boolean): { head: string; body: string; deep: string } {
  const left = " ".repeat(2 * Math.min(depth, deepest));
  const body = `${left}  ${more ? "│ " : "  "}`;
  return { head: depth === 0 ? "  " : `${left}└ `, body, deep: `${body}  ` };
}

function around(step: ChainStep, previous: ChainStep | undefined, found: Lookup): Step {
  const held = previous?.via?.lock === undefined ? undefined : found.lock(previous.via.lock);
  const wanted = step.via && step.via.kind !== "lock" ? undefined : found.lockWanted(step);
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

/** "held by goroutine 21 (likely): GET /containers/{id}/json"; the first step stands for all that wait for the same lock. */
function title(step: Step, found: Lookup): Span[] {
  const { previous, dump, goroutine, request, wanted, others } = step;
  if (!previous) {
    const requests = wanted?.waiters.flatMap((waiter) => (same(waiter, step) ? request : waiter.request) ?? []);
    const words = requests ? frequent(requests, unbroken) : (request ?? "");
    return spans(
      { text: goroutines([goroutine, ...others], others.length > 2 ? 1 : 3), style: "strong" },
      words && `: ${words}`,
    );
  }
  const { how, confidence } = relation(step, previous, found);
  const name = `${previous.dump === dump ? "" : `${dump}, `}${goroutines([goroutine])}`;
  const likely = confidence === undefined ? "" : ` (${likelihood(confidence)})`;
  const asked = request === undefined ? "" : `: ${unbroken(request)}`;
  return spans(`${how} `, { text: name, style: "strong" }, { text: likely, style: "faint" }, asked);
}

function relation(step: Step, previous: ChainStep, found: Lookup): { how: string; confidence?: number } {
  const { held, candidate } = step;
  if (held && !ownersOf(held).some((owner) => same(owner, step)))
    return { how: "behind, in the queue for the same lock," };
  // The figure of an ambiguous verdict is that of all its candidates together.
  if (held?.owner.verdict === "ambiguous") return { how: heldBy.ambiguous, confidence: candidate?.confidence ?? 0 };
  if (held) return { how: heldBy[held.owner.verdict], confidence: held.owner.confidence };
  const call = found.callsFrom(previous).find(({ server }) => server && same(server, step));
  return call ? { how: "served by", confidence: call.confidence } : { how: "depends on" };
}

/**
 * Where the goroutine is: the frame that shows it as owner, unless the reason says so already; then the one in which it waits, unless that is
 * the stub of a call.
 */
function activity({ candidate, frame, via }: Step, explain: boolean, said: string): Span[] {
  const owning = candidate?.frame && !said.includes(placed(candidate.frame)) ? candidate.frame : undefined;
  const waiting = via?.kind === "rpc" && !explain ? undefined : frame;
  const both = [owning, waiting].filter((one) => one !== undefined);
  const words = both.map(placed).filter((text, at, all) => text !== all[at + 1] && !said.includes(text));
  return words.length > 0 ? spans(`in ${words.join(" → ")}`) : [];
}

function frames({ candidate, frame, dump }: Step, found: Lookup, indent: string): Paragraph[] {
  const owning = candidate?.frame && candidate.frame.func !== frame.func ? [candidate.frame] : [];
  return [...owning, frame].flatMap((one) => explainFrame(one, found.dump(dump), indent));
}

function waitWords(step: Step, found: Lookup): Span[] {
  const { wanted, others, via, minutes, previous } = step;
  if (wanted) {
    const mode = wanted.waiters.find((waiter) => same(waiter, step))?.mode === "rlock" ? "to read-lock" : "for";
    if (!previous) {
      const wait = others.length > 0 ? "wait" : "waits";
      return spans(`${wait} ${mode} `, ...lockName(wanted), oldest(wanted.waiters.map((waiter) => waiter.minutes)));
    }
    const also = others.length > 0 && `, as ${others.length === 1 ? "does" : "do"} ${goroutines(others, 2)}`;
    return spans(`waits ${mode} `, ...lockName(wanted), oldest([minutes]), also || "");
  }
  const call = via?.kind === "rpc" ? found.callsFrom(step)[0] : undefined;
  const since = age(minutes);
  const what = call
    ? spans("waits for the answer to ", { text: callName(call), style: "name" })
    : spans(via?.text ?? "waits");
  return [...what, ...spans(since && `, ${since}`)];
}

/** The last step: a lock is told with what is known of its owner, everything else as the diagnosis says it. */
function endWords(step: Step, { end, steps }: BlockingChain, found: Lookup): Span[] {
  const { wanted } = step;
  if (!wanted || (end.kind !== "lock" && end.kind !== "deadlock")) return spans({ text: end.text, style: "bad" });
  const inCircle =
    wanted.owner.verdict !== "self" && ownersOf(wanted).some((owner) => steps.some((other) => same(other, owner)));
  const circle = end.kind === "deadlock" && inCircle ? ": a circle" : "";
  return spans(...waitWords(step, found), ", ", ...ownerWords(wanted), { text: circle, style: "bad" });
}

/** Reasons as the page shows them: all with their weights, or the sentences of those that speak for it. */
export function reasons(evidence: readonly Evidence[], indent: string, explain: boolean): Paragraph[] {
  if (explain) return explainEvidence(evidence, indent);
  const telling = evidence.filter(({ weight }) => weight > 0);
  return (telling.length > 0 ? telling : evidence).map(({ text }) =>
    paragraph(spans({ text, style: "faint" }), indent),
  );
}
