import type { StackgraphErrorCode } from "../model/error.ts";

/** What the command's exit code says. */
export const exitCode = { nothingWrong: 0, blocked: 1, usage: 2, unusableInput: 3, internal: 4 } as const;

/** The exit code for each error that a user can cause. */
export const exitCodeOf: Readonly<Record<StackgraphErrorCode, number>> = {
  ERR_INVALID_ARGUMENT: exitCode.usage,
  ERR_UNKNOWN_NODE: exitCode.usage,
  ERR_UNREADABLE_INPUT: exitCode.unusableInput,
  ERR_NO_DUMP: exitCode.unusableInput,
  ERR_UNKNOWN_GOROUTINE: exitCode.usage,
  ERR_AMBIGUOUS_GOROUTINE: exitCode.usage,
};
