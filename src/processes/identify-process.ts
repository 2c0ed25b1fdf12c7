import type { Dump, Stack, StackFrame } from "../model/dump.ts";
import type { ProcessKind } from "../model/process.ts";
import { stacksOf } from "../parse/groups-of.ts";
import { type IdentityRule, identityRules } from "./identity-rules.ts";

/** Which program a dump is of, and why. */
export interface ProcessIdentity {
  readonly process: ProcessKind;
  /** One sentence for each frame or field that tells, the strongest first. Empty when nothing tells. */
  readonly reasons: readonly string[];
}

/** What is found for one kind: rule name → weight and sentence. */
type Votes = Map<string, { readonly process: ProcessKind; readonly weight: number; readonly reason: string }>;

/** A program that runs its own main.main outweighs what a library in it shows. */
const OTHER_MAIN = 6;
/** Least sum of weights that names a process. */
const ENOUGH = 3;

/**
 * Tells which program a dump is of: the frames of its main goroutine and of the function that wrote the dump count most, then functions
 * that only this program runs, then the fields of the record around the dump. "other" when nothing tells, or when the main goroutine
 * belongs to a program that only contains the same library (a docker client, a program with containerd's packages).
 */
export function identifyProcess(dump: Dump): ProcessIdentity {
  const votes: Votes = new Map();
  for (const stack of stacksOf(dump)) voteByStack(votes, stack);
  voteByEnvelope(votes, dump);
  const ranked = [...votes.values()].sort((a, b) => b.weight - a.weight);
  const sums = new Map<ProcessKind, number>();
  for (const vote of ranked) sums.set(vote.process, (sums.get(vote.process) ?? 0) + vote.weight);
  const [best] = [...sums].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < ENOUGH) return { process: "other", reasons: [] };
  return { process: best[0], reasons: ranked.filter((vote) => vote.process === best[0]).map((vote) => vote.reason) };
}

function voteByStack(votes: Votes, stack: Stack): void {
  const main = stack.frames.some((frame) => frame.func.package === "main");
  // The creator of a goroutine is a function of the program as well.
  const frames: readonly StackFrame[] =
    stack.createdBy === undefined ? stack.frames : [...stack.frames, { ...stack.createdBy, inlined: false }];
  let known = false;
  for (const frame of frames) {
    for (const rule of identityRules) {
      if ((rule.where === "main" && !main) || !matchesFrame(rule, frame)) continue;
      known ||= rule.where === "main";
      if (votes.has(rule.name)) continue;
      votes.set(rule.name, { process: rule.process, weight: rule.weight, reason: reasonOf(rule, frame) });
    }
  }
  const entry = stack.frames.find((frame) => frame.func.symbol === "main.main");
  if (entry === undefined || known) return;
  const reason = `The main goroutine runs main.main of ${entry.location?.file ?? "an unknown file"}, which is none of the known programs.`;
  votes.set("other-main", { process: "other", weight: OTHER_MAIN, reason });
}

/** Whether a rule's patterns match a frame; where the frame must stand is the caller's business. */
export function matchesFrame(rule: IdentityRule, frame: StackFrame): boolean {
  return rule.func.test(frame.func.symbol) && (rule.file === undefined || rule.file.test(frame.location?.file ?? ""));
}

const places: Readonly<Record<IdentityRule["where"], string>> = {
  main: "The main goroutine runs",
  dump: "Its own dump function runs",
  any: "A goroutine runs",
};

function reasonOf(rule: IdentityRule, frame: StackFrame): string {
  const file = frame.location === undefined ? "" : ` (${frame.location.file}:${frame.location.line})`;
  return `${places[rule.where]} ${frame.func.symbol}${file}.`;
}

function voteByEnvelope(votes: Votes, dump: Dump): void {
  const { fields } = dump.envelope;
  const runtime = [fields["runtime"], fields["path"]].find((value) => value?.includes("io.containerd.run") ?? false);
  if (runtime === undefined) return;
  const reason = `The log record around the dump is of a shim (${runtime}).`;
  votes.set("shim-record", { process: "containerd-shim", weight: 8, reason });
}
