import type { Stack } from "../model/dump.ts";
import { LOCKED } from "./evidence/locked-by-name.ts";
import type { Scene } from "./scene.ts";
import { functionOf, typeOf } from "./waiters.ts";

/**
 * A quick test whether any connecting rule can have something to say about a goroutine: by its stack, once per distinct stack, or by the
 * pointers it shows. Of twelve thousand goroutines beside a contended lock it leaves a handful.
 */
export function connectionFilter(scene: Scene): (index: number, stack: Stack) => boolean {
  const { draft, facts, sites } = scene;
  const byStack = new Map<Stack, boolean>();
  const byPointer = scene.showing([
    ...(draft.address === undefined ? [] : [draft.address]),
    ...draft.objects,
    ...draft.receivers,
    ...scene.rarePointers.keys(),
  ]);
  const stackConnects = (stack: Stack) =>
    facts.heldBy(stack).some((held) => held.class === draft.class?.name) ||
    stack.frames.some(({ func }) => {
      if (sites.has(func) || LOCKED.test(func.name)) return true;
      if (draft.functions.has(functionOf(func) ?? "")) return true;
      const type = typeOf(func);
      return type !== undefined && draft.types.has(type);
    });
  return (index, stack) => {
    if (byPointer.has(index)) return true;
    let connects = byStack.get(stack);
    if (connects === undefined) {
      connects = stackConnects(stack);
      byStack.set(stack, connects);
    }
    return connects;
  };
}
