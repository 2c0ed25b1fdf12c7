import type { BlockingChain } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import type { Lookup } from "./lookup.ts";
import { count, listing } from "./words.ts";

type End = BlockingChain["end"];

/** What everybody waits for, by the kind of the chain's end: the end of "All wait, in the end, for …". */
const ends: Readonly<Record<End["kind"], (end: End) => string>> = {
  runc: ({ verb, pid }) => `one \`${["runc", verb].filter(Boolean).join(" ")}\`${pidWords(pid)} that does not return`,
  process: ({ pid }) => `one child process${pidWords(pid)} that does not end`,
  rpc: () => "one remote call whose server is in no dump at hand",
  syscall: () => "one goroutine in a system call",
  io: () => "one goroutine that waits for input or output",
  channel: () => "one goroutine that waits on a channel",
  sleep: () => "one goroutine that sleeps",
  running: () => "one goroutine that is running",
  deadlock: () => "each other: a deadlock",
  lock: () => "one lock whose owner is not known",
  unknown: () => "one goroutine; what that waits for is not known",
};

/** An owner that still runs or sleeps may let go: then nobody says that its waiters cannot go on. */
const mayGoOn: ReadonlySet<End["kind"]> = new Set(["running", "sleep"]);

/** The answer in a sentence or two: who is blocked and what all of them wait for. */
export function headline(chain: BlockingChain, { victimsByDump }: Lookup): Paragraph {
  const [first, ...others] = victimsByDump(chain);
  const counted = [first, ...others].reduce((sum, entry) => sum + (entry?.count ?? 0), 0);
  const consistent = first !== undefined && counted === chain.victims;
  const dump = consistent ? first.dump : (chain.steps[0]?.dump ?? "");
  const elsewhere = consistent ? listing(others.map((entry) => `${entry.count} in ${entry.dump}`)) : "";
  const direct = consistent ? first.count : chain.victims;
  const indirect =
    chain.victimsIndirect > 0 ? ` ${count(chain.victimsIndirect, "more goroutine")} may depend on it too.` : "";
  const state = mayGoOn.has(chain.end.kind) ? (direct === 1 ? "waits" : "wait") : "cannot go on";
  const all = chain.victims === 1 ? "It waits" : "All wait";
  return paragraph(
    spans(
      { text: `${dump}: ${count(direct, "goroutine")} ${state}${elsewhere && ` (and ${elsewhere})`}.`, style: "bad" },
      { text: ` ${all}, in the end, for ${ends[chain.end.kind](chain.end)}.${indirect}`, style: "strong" },
    ),
  );
}

function pidWords(pid: number | undefined): string {
  return pid === undefined ? "" : ` (pid ${pid})`;
}
