import type { Evidence } from "../model/diagnosis.ts";
import type { Dump, Goroutine } from "../model/dump.ts";
import type { Below, ChildWait, ProcessEvidence, ProcessRow } from "../model/process.ts";
import { groupsOf, positionsOf } from "../parse/groups-of.ts";
import { waitOf, waitOfStack } from "../waits/wait-of.ts";
import { asProcess, observationsOf } from "./below-children.ts";
import type { BelowFinding } from "./below-finding.ts";
import { belowRules } from "./below-rules.ts";
import { childText, findChild, type WaitedChild } from "./find-child.ts";
import { dumpOfChild, type RuncDump, readRuncDumps } from "./runc-dump.ts";

/** A process younger than this need not be stuck: a healthy `runc create` takes a good part of a second, on a loaded node several. */
const youngSeconds = 5;

/**
 * Every goroutine that waits for a child process, in order of dump and goroutine: with the child's row when exactly one process of the list
 * fits, and with what lies below it. `below[0]` is the child itself; each entry waits for the next. Without a process list there is no
 * `process`, and `below[0]` says what is missing.
 */
export function findChildWaits(dumps: readonly Dump[], evidence: ProcessEvidence): ChildWait[] {
  const runcs = readRuncDumps(dumps, evidence);
  const waiters = dumps.flatMap((dump) => waitersOf(dump).map((waiter) => ({ ...waiter, dump })));
  return waiters.map(({ goroutine, child, ended, dump }) => {
    if (ended) return { goroutine, ...child, below: [unlisted(child, [endedEvidence])] };
    const same = waiters.filter((other) => childText(other.child) === childText(child));
    const found = findChild(dump, child, evidence, same.filter((other) => other.dump === dump).length);
    const below =
      found.row === undefined ? [unlisted(child, found.evidence)] : belowOf(found.row, found.evidence, evidence);
    const own = child.program === "runc" ? dumpOfChild(runcs, child.verb, found.row, same.length) : undefined;
    return {
      goroutine,
      ...child,
      ...(found.row === undefined ? {} : { process: found.row }),
      below: own === undefined ? below : withOwnDump(below, own),
    };
  });
}

/** What runc's own frames say goes before what is only likely: all but a call that somebody saw going out, and the state of the process. */
function withOwnDump(below: readonly Below[], { runc, text }: { runc: RuncDump; text: string }): readonly Below[] {
  const [first, ...rest] = below;
  if (first === undefined) return below;
  const link = { rule: "runc-dump", weight: 1.5, text };
  const { finding } = runc;
  const evidence = [...first.evidence, link, ...(finding?.evidence ?? [])];
  const vague = first.waitsFor === "not known" || first.evidence.some(({ rule }) => rule === "bus-connections");
  if (finding === undefined || !vague) return [{ ...first, evidence }, ...rest];
  const next = finding.next.length > 0 && rest.length > 0 ? rest : finding.next;
  return [{ ...first, waitsFor: finding.waitsFor, evidence }, ...next];
}

interface Waiter {
  readonly goroutine: Goroutine;
  readonly child: WaitedChild;
  /** The child has exited; the goroutine waits for its output to end. */
  readonly ended: boolean;
}

function waitersOf(dump: Dump): Waiter[] {
  const waiting = groupsOf(dump).filter(({ state, stack }) => waitOfStack(state, stack).child !== undefined);
  return positionsOf(waiting).flatMap((index) => {
    const goroutine = dump.goroutines.at(index);
    const { child, operation, idle } = waitOf(goroutine);
    // A daemon that keeps watch over a helper which is meant to run on waits for it by design.
    return child === undefined || idle !== undefined ? [] : [{ goroutine, child, ended: operation === "output" }];
  });
}

const endedEvidence: Evidence = {
  rule: "child-ended",
  weight: 0,
  text: "By its frames the child has ended; another process still holds the pipe of its output open.",
};

function unlisted(child: WaitedChild, evidence: readonly Evidence[]): Below {
  return { process: { name: child.program ?? "child process" }, waitsFor: "not known", evidence };
}

function belowOf(row: ProcessRow, link: readonly Evidence[], evidence: ProcessEvidence): Below[] {
  const seen = observationsOf(row.pid, evidence);
  const young = row.elapsedSeconds !== undefined && row.elapsedSeconds < youngSeconds;
  const finding = young ? youngFinding(row) : firstFinding(row, evidence);
  const first = {
    process: asProcess(row),
    waitsFor: finding.waitsFor,
    evidence: [...link, ...finding.evidence, ...seen],
  };
  return [first, ...finding.next];
}

function firstFinding(row: ProcessRow, evidence: ProcessEvidence): BelowFinding {
  for (const rule of belowRules) {
    const finding = rule.applies(row, evidence);
    if (finding !== undefined) return finding;
  }
  return { waitsFor: "not known", evidence: [], next: [] };
}

function youngFinding(row: ProcessRow): BelowFinding {
  const text = `Process ${row.pid} was ${row.elapsedSeconds} seconds old when the list was made (${row.file}:${row.line}): it need not be stuck.`;
  return { waitsFor: "not known", evidence: [{ rule: "child-young", weight: -1, text }], next: [] };
}
