import type { Goroutine, Stack } from "../model/dump.ts";
import { groupsOf } from "../parse/groups-of.ts";
import { LOCKED } from "./evidence/locked-by-name.ts";
import { receiverAt } from "./frame-words.ts";
import type { Scene } from "./scene.ts";
import { functionOf, typeOf } from "./waiters.ts";

/** The rules may have something to say about every goroutine with this stack, or only where these frames show no object. */
type Connection = "always" | "never" | readonly number[];

/**
 * The goroutines, in file order, of which any connecting rule can have something to say: by their stack, asked once for each, or by the
 * pointers they show. Of twelve thousand goroutines beside a contended lock it leaves a handful; of thousands that work on as many objects of
 * one type, those that show the lock's object, or none.
 */
export function connected(scene: Scene): readonly Goroutine[] {
  const { draft, dump, waiting } = scene;
  const found = scene.othersShowing([
    ...(draft.address === undefined ? [] : [draft.address]),
    ...draft.objects,
    ...draft.receivers,
    ...scene.rarePointers.keys(),
  ]);
  for (const { stack, indexes } of groupsOf(dump)) {
    const connection = connectionOf(scene, stack);
    if (connection === "never") continue;
    for (const index of indexes) {
      if (waiting.has(index) || found.has(index)) continue;
      const isOpen = (frame: number) =>
        receiverAt(scene.wordsOf(dump.goroutines.at(index)), stack, frame) === undefined;
      if (connection === "always" || connection.some(isOpen)) found.add(index);
    }
  }
  return [...found].sort((a, b) => a - b).map((index) => dump.goroutines.at(index));
}

function connectionOf({ draft, facts, sites }: Scene, stack: Stack): Connection {
  if (facts.heldBy(stack).some((held) => held.class === draft.class?.name)) return "always";
  const ofType: number[] = [];
  for (const [frame, { func }] of stack.frames.entries()) {
    const type = typeOf(func);
    if (LOCKED.test(func.name) || draft.functions.has(functionOf(func) ?? "")) return "always";
    if (type !== undefined && draft.types.has(type)) ofType.push(frame);
    else if (sites.has(func)) return "always";
  }
  if (ofType.length === 0) return "never";
  // A method that runs on another object speaks against the goroutine, whatever else: there is nothing for it.
  return draft.objects.size > 0 ? ofType : "always";
}
