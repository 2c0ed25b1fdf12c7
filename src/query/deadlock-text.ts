import type { StackGraph } from "../graph/types.ts";
import { place } from "../locks/evidence/place.ts";
import type { FoundDeadlock } from "./found-deadlock.ts";
import { lockTitle } from "./lock-title.ts";
import type { Next } from "./next-of.ts";
import { goroutineNode, goroutinesAt } from "./refs.ts";
import { waitText } from "./wait-text.ts";

/** How many goroutines a sentence names. */
const SHOWN = 4;

/** Of more locks than this, the others are counted. */
const NAMED = 3;
/** Below this it is likely, not certain. */
const CERTAIN = 0.8;

/** A deadlock in sentences. */
export function deadlockText(
  graph: StackGraph,
  { kind, goroutines, locks, steps, byElimination, ownersUnknown, confidence }: FoundDeadlock,
): string {
  const titles = locks.map((key) => {
    const node = graph.getNodeAttributes(key);
    return node.type === "lock" ? lockTitle(node.lock) : key;
  });
  const count = goroutinesAt(graph, goroutines).length;
  const others = goroutines.some((key) => goroutineNode(graph, key).wait.kind !== "lock");
  switch (kind) {
    case "self": {
      const [key] = goroutines as [string];
      const via = steps[0]?.next.via;
      if (via && via.kind !== "lock" && via.kind !== "rpc")
        return `Goroutine ${name(graph, key)} ${via.dependency.text}.`;
      return `Goroutine ${name(graph, key)} waits for ${titles[0] ?? "a lock"} in ${site(graph, key)} and seems to hold it itself already.`;
    }
    case "cycle": {
      if (ownersUnknown)
        return `${count} goroutines wait for ${listed(titles)}${others ? ", or for somebody who does" : ""}, and nobody else in the dump can be holding one of them: none can go on, though it is not known who holds what.`;
      const links = steps.map(({ key, next }) => `${name(graph, key)} ${viaText(graph, next)}`).join("; ");
      if (byElimination !== undefined) {
        const { goroutine } = goroutineNode(graph, byElimination);
        return `${links}; ${name(graph, byElimination)} waits in [${goroutine.state}], and nobody is left in the dump who could act: all others wait too.`;
      }
      return `${links}: none of them can go on.`;
    }
    case "abandoned":
      return `${count === 1 ? `Goroutine ${name(graph, goroutines[0] as string)} waits` : `${count} goroutines wait`} for ${titles[0] ?? "a lock"}, but no goroutine of the dump ${confidence < CERTAIN ? "seems to be" : "can be"} holding it: it was probably taken and never released.`;
    case "all-asleep":
      return `The runtime printed “all goroutines are asleep - deadlock!”${allOf(graph, goroutines)}.`;
  }
}

/** What each of those waits for that are blocked; of many the first ones. */
function allOf(graph: StackGraph, keys: readonly string[]): string {
  const texts = keys.slice(0, SHOWN).map((key) => {
    const { goroutine, wait } = goroutineNode(graph, key);
    return `${name(graph, key)} ${waitText(wait, goroutine)} in ${site(graph, key)}`;
  });
  if (texts.length === 0) return "";
  const more = goroutinesAt(graph, keys).length - texts.length;
  return `: ${texts.join("; ")}${more > 0 ? `; and ${more} more wait` : ""}`;
}

/** "a, b, c and 2 more" */
function listed(titles: readonly string[]): string {
  const more = titles.length - NAMED;
  return titles.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function viaText(graph: StackGraph, { via, to }: Next): string {
  if (via.kind === "lock")
    return via.queued
      ? `waits to read-lock ${lockTitle(via.lock)}, behind the queued writer ${name(graph, to)}`
      : `waits for ${lockTitle(via.lock)}, held by ${name(graph, to)}`;
  if (via.kind === "rpc")
    return `calls ${via.call.client.service}/${via.call.client.method}, served by ${name(graph, to)}`;
  return via.dependency.text;
}

function name(graph: StackGraph, key: string): string {
  const { dump, goroutine } = goroutineNode(graph, key);
  return dump.process === "other" && graph.getAttribute("dumps").length === 1
    ? String(goroutine.id ?? "without id")
    : `${dump.name} ${goroutine.id ?? "without id"}`;
}

function site(graph: StackGraph, key: string): string {
  const { goroutine, wait } = goroutineNode(graph, key);
  return place(goroutine, Math.max(0, wait.site));
}
