import type { BlockingChain, ContendedLock, Diagnosis, DumpSummary, FrameRef } from "../model/diagnosis.ts";
import { type Lookup, lookup } from "../view/lookup.ts";
import { age, callName, decimal, frequent, frequentPlaces, likelihood, placed } from "../view/words.ts";
import { longest } from "./longest.ts";

/** One box of the picture of a chain, and the label of the arrow that leaves it. */
export interface ChainRow {
  /** The process that the box belongs to: rows that follow each other in one lane share a band. */
  readonly lane: string;
  /** "root" is the root blocker; "outside" is what no dump shows. */
  readonly role: "step" | "root" | "outside";
  readonly title: string;
  /** Where it stands in the input: "dockerd.log:492". */
  readonly cite?: string;
  readonly details: readonly string[];
  /** Lines beside the arrow to the next row; absent on the last row. */
  readonly arrow?: readonly string[];
}

type Step = BlockingChain["steps"][number];

const modes: Readonly<Record<string, string>> = { lock: "lock", rlock: "read-lock" };

/** The steps of a chain, and what lies below its last goroutine, from top to bottom. */
export function chainRows(diagnosis: Diagnosis, chain: BlockingChain): ChainRow[] {
  const find = lookup(diagnosis);
  const steps = chain.steps.map((step, at): ChainRow => {
    const next = chain.steps[at + 1];
    const dump = find.dump(step.dump);
    const cite = citeOf(dump, step.frame);
    return {
      lane: laneOf(step.dump, dump),
      role: next ? "step" : "root",
      title: `goroutine ${step.goroutine}${others(step, find)}`,
      ...(cite !== undefined && { cite }),
      details: detailsOf(step, find).filter((line) => line !== ""),
      arrow: next ? arrowOf(step, next, find) : [chain.end.text],
    };
  });
  return [...steps, ...outside(chain, find)];
}

function laneOf(name: string, dump: DumpSummary | undefined): string {
  return dump?.pid === undefined || name.includes("#") ? name : `${name}#${dump.pid}`;
}

function citeOf(dump: DumpSummary | undefined, { dumpLine, recordLine }: FrameRef): string | undefined {
  if (dump === undefined) return undefined;
  const file = dump.file.slice(dump.file.lastIndexOf("/") + 1);
  return `${file}:${dumpLine}${recordLine === undefined ? "" : `/${recordLine}`}`;
}

/** Those that wait for the same lock as the step does. */
function others(step: Step, find: Lookup): string {
  const waiters = waitersWith(step, find).length;
  return waiters > 1 ? ` and ${decimal(waiters - 1)} more` : "";
}

function waitersWith({ via }: Step, find: Lookup): ContendedLock["waiters"] {
  return find.lock(via?.lock ?? "")?.waiters ?? [];
}

/** What the goroutine, or all that wait with it, was asked to do; since when; and where it is. */
function detailsOf(step: Step, find: Lookup): string[] {
  const waiters = waitersWith(step, find);
  if (waiters.length < 2) return [step.request ?? "", age(step.minutes), placed(step.frame)];
  const minutes = longest(waiters);
  return [
    frequent(waiters.flatMap(({ request }) => request ?? [])),
    minutes === undefined ? "" : `the longest ${age(minutes)}`,
    frequentPlaces(waiters.map(({ site }) => site)),
  ];
}

function arrowOf(step: Step, next: Step, find: Lookup): string[] {
  const lock = step.via?.kind === "lock" ? find.lock(step.via.lock ?? "") : undefined;
  if (lock) {
    const mode = lock.waiters.find((waiter) => waiter.goroutine === step.goroutine)?.mode ?? "lock";
    const name = [lock.name ?? "a lock", lock.address ?? (lock.within && `in ${lock.within}`)]
      .filter(Boolean)
      .join(" ");
    const verb = lock.owner.verdict === "ambiguous" ? "perhaps held by" : "held by";
    return [
      `waits to ${modes[mode]} ${name}`,
      `${verb} goroutine ${next.goroutine}, ${likelihood(lock.owner.confidence)}`,
    ];
  }
  const call =
    step.via?.kind === "rpc"
      ? find.callsFrom(step).find((made) => made.server?.goroutine === next.goroutine)
      : undefined;
  if (call) {
    return [callName(call), `served by goroutine ${next.goroutine} of ${next.dump}, ${likelihood(call.confidence)}`];
  }
  return [step.via?.text ?? "waits"];
}

/** What the root blocker waits for: the processes below it, else the child or the server that no dump shows. */
function outside({ end, steps }: BlockingChain, find: Lookup): ChainRow[] {
  const row = (title: string, ...details: string[]): ChainRow => ({
    lane: "in no dump",
    role: "outside",
    title,
    details,
  });
  if (end.below.length > 0) {
    return end.below.map(({ process, waitsFor, evidence }, at) => {
      const name = at === 0 && process.name === "runc" ? `runc ${end.verb ?? ""}`.trim() : process.name;
      const title = process.pid === undefined ? name : `${name}, pid ${process.pid}`;
      const caveats = evidence.filter(({ rule }) => rule === "reason-not-proved").map(({ text }) => text);
      const state = [...(process.state === undefined ? [] : [`state ${process.state}`]), ...caveats];
      const waits = waitsFor === "not known" ? "what it waits for is not known" : `waits for ${waitsFor}`;
      return at === end.below.length - 1 ? row(title, ...state, waits) : { ...row(title, ...state), arrow: [waits] };
    });
  }
  const root = steps.at(-1);
  const call = root && find.callsFrom(root).find(({ server }) => server === undefined);
  if (end.kind === "rpc")
    return [row(call ? callName(call) : "a remote call", "the goroutine that serves it is in no dump")];
  if (end.kind !== "runc" && end.kind !== "process") return [];
  const title = end.kind === "runc" ? `runc ${end.verb ?? ""}`.trim() : "a child process";
  return [row(title, end.pid === undefined ? "no process list shows it" : `pid ${end.pid}`)];
}
