import type { Goroutine, Stack } from "../model/dump.ts";
import type { Wait } from "../model/wait.ts";
import { idleOf } from "./idle/idle-of.ts";
import { isCarrier, pathOf, plainState, ruleSymbol } from "./path.ts";
import { CALL_RULES } from "./rules/calls.ts";
import { LOCK_RULES } from "./rules/locks.ts";
import { PROCESS_RULES } from "./rules/processes.ts";
import type { WaitRule } from "./rules/rule.ts";
import { STATE_RULES } from "./rules/states.ts";
import { operationByTrap } from "./trap.ts";

/** All rules in the order in which they are tried: the first that matches decides. */
export const WAIT_RULES: readonly WaitRule[] = [...LOCK_RULES, ...PROCESS_RULES, ...CALL_RULES, ...STATE_RULES];

const cache = new WeakMap<Stack, Map<string, Wait>>();

/**
 * What a goroutine is blocked on, told by its header state and the names of its frames alone (Go 1.3 to 1.27). A goroutine that was woken
 * but stands in the slow path of a lock (state runnable or running) is still a waiter of that lock: it does not hold it.
 *
 * Cached per state and stack; only system calls that no frame names look at the goroutine's arguments as well.
 */
export function waitOf(goroutine: Goroutine): Wait {
  const wait = waitOfStack(goroutine.state, goroutine.stack);
  if (wait.kind !== "syscall" || wait.operation !== undefined) return wait;
  const operation = operationByTrap(goroutine);
  return operation === undefined ? wait : { ...wait, operation };
}

/** As `waitOf`, for a state and a stack without a goroutine. */
export function waitOfStack(state: string, stack: Stack): Wait {
  let byState = cache.get(stack);
  if (!byState) {
    byState = new Map();
    cache.set(stack, byState);
  }
  let wait = byState.get(state);
  if (!wait) {
    wait = classify(plainState(state), stack);
    byState.set(state, wait);
  }
  return wait;
}

function classify(state: string, stack: Stack): Wait {
  const path = pathOf(stack);
  for (const rule of WAIT_RULES) {
    const groups = matchRule(rule, state, path);
    if (groups === undefined) continue;
    const wait = withGroups(rule, groups, siteOf(stack, rule.part));
    const idle = idleOf(wait, path, stack);
    return idle === undefined ? wait : { ...wait, ...idle };
  }
  return { kind: "unknown", rule: "unknown", site: siteOf(stack, undefined) };
}

/** The named groups of a rule that matches, else undefined. */
export function matchRule(
  rule: WaitRule,
  state: string,
  path: string,
): Readonly<Record<string, string | undefined>> | undefined {
  if (!rule.state.test(state)) return undefined;
  if (rule.path === undefined) return {};
  const match = rule.path.exec(path);
  return match === null ? undefined : (match.groups ?? {});
}

/** Methods whose name is not the verb of the program that they run (go-runc runc.go; containerd v0.2.9 runtime/container.go). */
const VERBS: Readonly<Record<string, string>> = {
  stats: "events",
  top: "ps",
  pids: "ps",
  status: "state",
  updateresources: "update",
};

function withGroups(rule: WaitRule, groups: Readonly<Record<string, string | undefined>>, site: number): Wait {
  const verb = groups["verb"]?.toLowerCase();
  const operation = groups["operation"]?.toLowerCase();
  return {
    ...rule.wait,
    rule: rule.name,
    site,
    ...(verb === undefined ? {} : { child: { ...rule.wait.child, verb: VERBS[verb] ?? verb } }),
    ...(operation === undefined ? {} : { operation }),
  };
}

/** Index of the first frame outside the runtime, the wrappers and the primitive; -1 when there is none. */
function siteOf(stack: Stack, part: RegExp | undefined): number {
  return stack.frames.findIndex((frame) => !isCarrier(frame) && !(part?.test(ruleSymbol(frame.func)) ?? false));
}
