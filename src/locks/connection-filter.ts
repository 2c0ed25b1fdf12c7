import type { Stack } from "../model/dump.ts";
import { LOCKED } from "./evidence/locked-by-name.ts";
import { receiverAt } from "./frame-words.ts";
import type { Scene } from "./scene.ts";
import { functionOf, typeOf } from "./waiters.ts";

/** The rules may have something to say about every goroutine with this stack, or only where these frames show no object. */
type Connection = "always" | "never" | readonly number[];

/**
 * A quick test whether any connecting rule can have something to say for a goroutine: by its stack, once per distinct stack, or by the
 * pointers it shows. Of twelve thousand goroutines beside a contended lock it leaves a handful; of thousands that work on as many objects of
 * one type, those that show the lock's object, or none.
 */
export function connectionFilter(scene: Scene): (index: number, stack: Stack) => boolean {
  const { draft, dump } = scene;
  const byStack = new Map<Stack, Connection>();
  const byPointer = scene.showing([
    ...(draft.address === undefined ? [] : [draft.address]),
    ...draft.objects,
    ...draft.receivers,
    ...scene.rarePointers.keys(),
  ]);
  return (index, stack) => {
    if (byPointer.has(index)) return true;
    let connection = byStack.get(stack);
    if (connection === undefined) {
      connection = connectionOf(scene, stack);
      byStack.set(stack, connection);
    }
    if (typeof connection === "string") return connection === "always";
    const words = scene.wordsOf(dump.goroutines.at(index));
    return connection.some((frame) => receiverAt(words, stack, frame) === undefined);
  };
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
