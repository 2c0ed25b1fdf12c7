import type { BlockingChain, Deadlock, DumpSummary } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import type { Lookup } from "./lookup.ts";
import { count, likelihood, listing } from "./words.ts";

type End = BlockingChain["end"];

/** What everybody waits for, by the kind of the chain's end: the end of "All wait, in the end, for …". */
const ends: Readonly<Record<End["kind"], (end: End) => string>> = {
  runc: (end) => `one \`${["runc", end.verb].filter(Boolean).join(" ")}\`${pidWords(end)} that does not return`,
  process: (end) => `one child process${pidWords(end)} that does not end`,
  rpc: ({ below }) => `one remote call ${serverWords(below[0]?.process)}`,
  syscall: () => "one goroutine in a system call",
  io: () => "one goroutine that waits for input or output",
  channel: () => "one goroutine that waits for another part of the program",
  sleep: () => "one goroutine that sleeps",
  running: () => "one goroutine that was able to run",
  deadlock: () => "each other",
  lock: () => "one lock whose owner is not known",
  unknown: () => "one goroutine; what that waits for is not known",
};

/** What a process list's state letter says of a server that answers nobody. */
const halted: Readonly<Record<string, string>> = {
  T: "is stopped",
  Z: "has ended",
  D: "is inside the kernel (state D)",
};

/** Below a call stands its server only when that answers nobody. */
function serverWords(server: End["below"][number]["process"] | undefined): string {
  if (server === undefined) return "whose server is in no dump at hand";
  const how = halted[server.state ?? ""] ?? "answers nobody";
  return `to ${server.name} (pid ${server.pid}), which ${how}`;
}

/** An owner that runs or sleeps, or that nobody knows, may let go: then nothing says that its waiters cannot go on. */
const mayGoOn: ReadonlySet<End["kind"]> = new Set(["running", "sleep", "lock"]);

/** Below this confidence in the whole chain the headline only says what is seen: goroutines wait. */
const firm = 0.7;
const sure = 0.95;

/** The answer in a sentence or two: who is blocked and what all of them wait for, as surely as the weakest link allows. */
export function headline(chain: BlockingChain, found: Lookup): Paragraph {
  const { victims, victimsIndirect, end, steps, confidence } = chain;
  const last = steps.at(-1);
  const dump = label(found.dump(last?.dump ?? ""), last?.dump);
  const what = found.isInFlight(chain)
    ? ends[end.kind](end).replace(/ that does not (?:return|end)$/, "")
    : ends[end.kind](end);
  if (victims === 0 && end.kind !== "lock") {
    const words =
      victimsIndirect > 0
        ? (firmlyBehind(chain, what, found) ?? `${dump}: ${count(victimsIndirect, "goroutine")} may depend on ${what}`)
        : `${dump}: goroutine ${last?.goroutine} ${end.text}`;
    return paragraph(spans({ text: `${words}.`, style: "strong" }));
  }
  // Whoever waits for a lock without a known owner waits no less than those behind it.
  const { first, direct, elsewhere } = whoWaits(chain, found, end.kind === "lock" ? 1 : 0);
  const inFlight = found.isInFlight(chain);
  const firmly = confidence >= firm && !mayGoOn.has(end.kind) && !inFlight;
  const state = firmly ? "cannot go on" : direct === 1 ? "waits" : "wait";
  const all = victims === 1 && end.kind !== "lock" ? "It waits" : "All wait";
  const doubt = confidence >= sure || end.kind === "lock" ? "" : confidence >= firm ? "probably " : "perhaps ";
  const indirect = victimsIndirect > 0 ? ` ${count(victimsIndirect, "more goroutine")} may depend on it too.` : "";
  return paragraph(
    spans(
      { text: `${first}: ${count(direct, "goroutine")} ${state}${elsewhere}.`, style: firmly ? "bad" : "warn" },
      { text: ` ${all}, in the end, ${doubt}for ${what}.${indirect}`, style: "strong" },
      inFlight ? " Nothing says that this takes long." : "",
    ),
  );
}

/** Who waits, over locks and calls, for a goroutine further up that may depend on the last one; undefined when nobody does. */
function firmlyBehind(chain: BlockingChain, what: string, found: Lookup): string | undefined {
  const at = chain.steps.findIndex(({ via }) => via?.kind !== "lock" && via?.kind !== "rpc");
  const middle = chain.steps[at];
  if (at <= 0 || middle === undefined) return undefined;
  const [first, ...others] = found.victimsByDump({ ...chain, steps: chain.steps.slice(0, at + 1) });
  if (first === undefined) return undefined;
  const elsewhere = listing(others.map((entry) => `${entry.count} in ${entry.dump}`));
  const who = `${label(found.dump(first.dump), first.dump)}: ${count(first.count, "goroutine")}`;
  const wait = first.count === 1 ? "waits" : "wait";
  const of = middle.dump === first.dump ? "" : ` of ${middle.dump}`;
  return `${who}${elsewhere && ` (and ${elsewhere})`} ${wait} for goroutine ${middle.goroutine}${of}, which may depend on ${what}`;
}

/** The answer when goroutines can never go on. */
export function deadlockHeadline(
  { text, confidence, goroutines }: Deadlock,
  chain: BlockingChain | undefined,
  found: Lookup,
): Paragraph {
  const name = goroutines[0]?.dump;
  const members = goroutines.length - 1;
  const behind = chain ? chain.victims + chain.victimsIndirect - members : 0;
  const more = behind > 0 ? ` ${count(behind, "more goroutine")} ${behind === 1 ? "waits" : "wait"} behind.` : "";
  return paragraph(
    spans(
      {
        text: `${name === undefined ? "D" : `${label(found.dump(name), name)}: d`}eadlock`,
        style: confidence >= firm ? "bad" : "warn",
      },
      { text: ` (${likelihood(confidence)}): `, style: "faint" },
      { text: `${text}${more}`, style: "strong" },
    ),
  );
}

/** A program that is not recognised is better known by its file. */
function label(dump: DumpSummary | undefined, name = ""): string {
  return dump?.process === "other" ? `${dump.dump} (${dump.file})` : name;
}

function whoWaits(
  chain: BlockingChain,
  found: Lookup,
  extra: number,
): { first: string; direct: number; elsewhere: string } {
  const [first, ...others] = found.victimsByDump(chain);
  const counted = [first, ...others].reduce((sum, entry) => sum + (entry?.count ?? 0), 0);
  const dump = first && counted === chain.victims ? first.dump : (chain.steps[0]?.dump ?? "");
  const consistent = first !== undefined && counted === chain.victims;
  const elsewhere = consistent ? listing(others.map((entry) => `${entry.count} in ${entry.dump}`)) : "";
  return {
    first: label(found.dump(dump), dump),
    direct: (consistent ? first.count : chain.victims) + extra,
    elsewhere: elsewhere && ` (and ${elsewhere})`,
  };
}

/** The process, or those of which it is one. */
function pidWords({ pid, or = [] }: End): string {
  const pids = [pid, ...or.map((other) => other.pid)].filter((known) => known !== undefined);
  return pid === undefined ? "" : ` (pid ${pids.join(" or ")})`;
}
