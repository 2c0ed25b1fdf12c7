import type { Stack } from "../model/dump.ts";
import type { Wait } from "../model/wait.ts";

export function idleOf(
  _wait: Wait,
  _state: string,
  _path: string,
  _stack: Stack,
): { readonly idle: string; readonly idlePresumed?: true } | undefined {
  return undefined;
}
