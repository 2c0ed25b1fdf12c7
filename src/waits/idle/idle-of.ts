import type { Stack } from "../../model/dump.ts";
import type { Wait } from "../../model/wait.ts";
import { DAEMON_IDLE_RULES } from "./daemons.ts";
import { LIBRARY_IDLE_RULES } from "./libraries.ts";
import { NOT_IDLE } from "./not-idle.ts";
import type { IdleRule, ShapeRule } from "./rule.ts";
import { shapeOf } from "./shape.ts";
import { SHAPE_RULES } from "./shapes.ts";
import { STANDARD_IDLE_RULES } from "./standard.ts";

/** Rules by name, in the order in which they are tried; the rules by shape come after them. */
export const IDLE_RULES: readonly IdleRule[] = [...STANDARD_IDLE_RULES, ...LIBRARY_IDLE_RULES, ...DAEMON_IDLE_RULES];
export { NOT_IDLE, SHAPE_RULES };

export type Idle = Pick<Wait, "idle" | "idlePresumed">;

/** Operations on a descriptor that something else must finish: never idle. */
const BUSY_IO = /^(?:write|writev|writeto\w*|writemsg\w*|pwrite|waitwrite|connect|sendfile)$/;

/** Whether I/O waits for somebody who is to take what it has, or to let it in: not for what may or may not come. */
export function isBusy({ operation }: Wait): boolean {
  return BUSY_IO.test(operation ?? "");
}

/** Why a goroutine waits because there is nothing to do; undefined when no rule says so. */
export function idleOf(wait: Wait, path: string, stack: Stack): Idle | undefined {
  if (stack.frames.length === 0 || !canBeIdle(wait) || NOT_IDLE.some((rule) => rule.path.test(path))) return undefined;
  const named = IDLE_RULES.find((rule) => matchIdle(rule, wait, path));
  if (named !== undefined)
    return { idle: named.name, ...(named.presumed === undefined ? {} : { idlePresumed: named.presumed }) };
  const shape = shapeOf(stack);
  const shaped = SHAPE_RULES.find((rule: ShapeRule) => rule.kinds.includes(wait.kind) && rule.holds(shape, wait));
  return shaped === undefined ? undefined : { idle: shaped.name, idlePresumed: true };
}

export function matchIdle(rule: IdleRule, wait: Wait, path: string): boolean {
  return rule.kinds.includes(wait.kind) && rule.path.test(path);
}

/** A goroutine that asked for something others must give (a lock, a reply to a send) is never idle; one that waits for a child only by name. */
function canBeIdle(wait: Wait): boolean {
  switch (wait.kind) {
    case "channel":
      return wait.channel?.direction === "receive" && wait.channel.nil === undefined;
    case "io":
      return !isBusy(wait);
    case "select":
    case "cond":
    case "waitgroup":
    case "sleep":
    case "syscall":
    case "process":
    case "runtime":
      return true;
    default:
      return false;
  }
}
