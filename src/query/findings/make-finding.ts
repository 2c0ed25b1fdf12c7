import type { Evidence, Finding, GoroutineRef } from "../../model/diagnosis.ts";
import { type FindingId, findingKinds } from "../finding-kinds.ts";

/** What a finding says beside what its kind says. */
export interface FindingParts {
  readonly text: string;
  readonly goroutines?: readonly GoroutineRef[];
  /** Values of `{…}` in what to do next; `{goroutine}` is the first of the goroutines when nothing else is said. */
  readonly fill?: Readonly<Record<string, string>>;
  /** When it is not the highest that the kind can have. */
  readonly severity?: Finding["severity"];
  readonly title?: string;
  readonly evidence?: readonly Evidence[];
  /** What to do, in place of what the kind says. */
  readonly next?: readonly string[];
  /** Versions with the fix, in place of what the kind says. */
  readonly fixed?: string;
}

/** Title of a finding that is no more than work in flight. */
const inFlight = "Goroutines wait for work in flight. Nothing says that it takes long; a second dump would tell.";

/** Puts a finding together: goroutines in order, what to do with its values filled in, work-around and versions with the fix last. */
export function makeFinding(id: FindingId, parts: FindingParts): Finding {
  const kind = findingKinds[id];
  const { text, goroutines = [], severity, evidence = [] } = parts;
  const [first] = goroutines;
  const fill: Readonly<Record<string, string>> = {
    goroutine: first ? `${first.dump}:${first.goroutine}` : "GOROUTINE",
    ...parts.fill,
  };
  const fixed = parts.fixed ?? kind.fixed;
  const steps = [
    ...(parts.next ?? kind.next),
    ...(kind.workaround === undefined ? [] : [kind.workaround]),
    ...(fixed === undefined ? [] : [`Fixed in: ${fixed}.`]),
  ];
  const work = severity === "info" && kind.severity === "critical" && id.startsWith("blocked-on");
  return {
    severity: severity ?? kind.severity,
    id,
    title: parts.title ?? (work || (severity === "info" && id === "lock-convoy") ? inFlight : kind.meaning),
    text,
    goroutines: [...goroutines].sort((a, b) => compare(a.dump, b.dump) || a.goroutine - b.goroutine),
    next: steps.map((step) => step.replace(/\{(\w+)\}/g, (_, name: string) => fill[name] ?? "")),
    ...(evidence.length > 0 && { evidence: [...evidence] }),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
