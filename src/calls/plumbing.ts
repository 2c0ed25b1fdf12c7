import type { FuncName, Goroutine, Stack } from "../model/dump.ts";
import { memo } from "./memo.ts";
import { firstRuleOf } from "./symbol-rule.ts";
import { plumbingRules } from "./tables/plumbing.ts";

const ruleOf = firstRuleOf(plumbingRules);

/** True for functions that only route, wait or copy: runtime, sync, HTTP and RPC internals, middleware, generated code. */
export function isPlumbing(func: FuncName): boolean {
  return ruleOf(func) !== undefined;
}

/** True for a frame that only routes: its function is plumbing, or protoc wrote its file. */
export function isPlumbingFrame(stack: Stack, frame: number): boolean {
  const { func, location } = stack.frames[frame] ?? {};
  return func !== undefined && (isPlumbing(func) || location?.file.endsWith(".pb.go") === true);
}

const firstOwn = memo((stack: Stack) => stack.frames.findIndex((_, frame) => !isPlumbingFrame(stack, frame)));

/** Index of the innermost frame that is not plumbing; -1 when all are. */
export function firstOwnFrame(goroutine: Goroutine): number {
  return firstOwn(goroutine.stack);
}
