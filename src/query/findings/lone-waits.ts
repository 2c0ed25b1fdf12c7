import { firstOwnFrame } from "../../calls/plumbing.ts";
import type { StackGraph } from "../../graph/types.ts";
import { place } from "../../locks/evidence/place.ts";
import type { Finding } from "../../model/diagnosis.ts";
import type { Dump, Goroutine, Stack } from "../../model/dump.ts";
import type { Wait } from "../../model/wait.ts";
import { pathOf } from "../../waits/path.ts";
import { waitOfStack } from "../../waits/wait-of.ts";
import type { Chain } from "../blocking-chains.ts";
import { goroutineNode } from "../refs.ts";
import { standstillOf } from "../standstill.ts";
import { testFrame, timedOutAfter } from "../test-run.ts";
import { LONE_WAIT_RULES, type LoneWaitRule } from "./lone-wait-rules.ts";
import { makeFinding } from "./make-finding.ts";

/** Goroutines that wait for the same sort of thing at the same place. */
interface Group {
  readonly rule: LoneWaitRule;
  readonly goroutines: Goroutine[];
}

/**
 * From this printed age on a wait has surely lasted a minute: the runtime counts from the collection before the one that saw the wait, and
 * without work it collects every two minutes (go runtime/mgc.go, work.tstart; runtime/proc.go, forcegcperiod).
 */
const LONG_MINUTES = 3;

/**
 * Goroutines that no chain tells of and that wait for what another part of the program must do, by place. A short wait is daily work: it is
 * information, and of a send nothing is said before a header prints its age, unless nobody is left that could receive. Where the runtime has said
 * that all are asleep, that tells of all of them.
 */
export function loneWaitFindings(graph: StackGraph, chains: readonly Chain[]): Finding[] {
  const told = toldBy(graph, chains);
  return graph.getAttribute("dumps").flatMap(({ name, dump, later }) => {
    if (later !== undefined || standstillOf(dump) === "asleep") return [];
    return groupsOf(dump, told.get(dump) ?? new Set()).map(({ rule, goroutines }) => {
      const first = goroutines[0] as Goroutine;
      const oldest = goroutines.reduce((most, { minutes = 0 }) => Math.max(most, minutes), 0);
      const who =
        goroutines.length === 1 ? `${name} ${first.id} waits` : `${goroutines.length} goroutines of ${name} wait`;
      const long = goroutines.length === 1 ? "for about" : "the longest for about";
      const since = oldest === 0 ? "" : `, ${long} ${oldest} minute${oldest === 1 ? "" : "s"}`;
      return makeFinding("waits-alone", {
        text: `${who} ${rule.what}, in ${place(first, Math.max(0, firstOwnFrame(first)))}${since}.`,
        goroutines: goroutines.flatMap(({ id }) => (id === undefined ? [] : [{ dump: name, goroutine: id }])),
        ...(oldest < LONG_MINUTES && !rule.forEver && { severity: "info" as const }),
      });
    });
  });
}

function toldBy(graph: StackGraph, chains: readonly Chain[]): Map<Dump, Set<number>> {
  const told = new Map<Dump, Set<number>>();
  for (const { steps, victims, victimsIndirect } of chains) {
    const on = steps.map(({ key }) => goroutineNode(graph, key).goroutine);
    for (const { dump, index } of [...on, ...victims, ...victimsIndirect]) {
      const ofDump = told.get(dump) ?? new Set();
      told.set(dump, ofDump.add(index));
    }
  }
  return told;
}

function groupsOf(dump: Dump, told: ReadonlySet<number>): Group[] {
  const { goroutines } = dump;
  const late = timedOutAfter(dump) !== undefined;
  const rules = new Map<Wait, LoneWaitRule | undefined>();
  const groups = new Map<string, Group>();
  for (let index = 0; index < goroutines.length; index++) {
    const stack = goroutines.stackAt(index);
    const wait = waitOfStack(goroutines.stateAt(index), stack);
    if (!rules.has(wait)) rules.set(wait, loneWaitRule(wait, stack));
    const rule = rules.get(wait);
    if (!rule || told.has(index)) continue;
    const goroutine = goroutines.at(index);
    if (goroutine.id === undefined) continue;
    // Tests that were not done when their time was up are told as such.
    if (late && testFrame(goroutine) !== undefined) continue;
    const untold = rule.name === "channel-send" && goroutine.minutes === undefined;
    if ((untold || rule.nobodyLeft) && standstillOf(dump) === undefined) continue;
    const frame = stack.frames[Math.max(0, firstOwnFrame(goroutine))];
    const key = `${rule.name} ${frame?.func.symbol} ${frame?.location?.file}:${frame?.location?.line}`;
    const group = groups.get(key);
    if (group) group.goroutines.push(goroutine);
    else groups.set(key, { rule, goroutines: [goroutine] });
  }
  return [...groups.values()];
}

/** The rule for a wait; undefined when it needs no telling. */
export function loneWaitRule(wait: Wait, stack: Stack): LoneWaitRule | undefined {
  if (wait.idle !== undefined) return undefined;
  const candidates = LONE_WAIT_RULES.filter(({ kinds }) => kinds.includes(wait.kind));
  if (candidates.length === 0) return undefined;
  const path = pathOf(stack);
  return candidates.find((rule) => rule.holds(wait, path));
}
