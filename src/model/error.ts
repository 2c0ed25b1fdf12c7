/** Stable codes of the errors that a wrong call throws. */
export type StackgraphErrorCode =
  | "ERR_INVALID_ARGUMENT"
  | "ERR_UNKNOWN_NODE"
  | "ERR_UNREADABLE_INPUT"
  | "ERR_NO_DUMP"
  | "ERR_UNKNOWN_GOROUTINE"
  | "ERR_AMBIGUOUS_GOROUTINE";

/** Thrown for a wrong call by the programmer (or a user's mistake on the command line), never for what stands in a dump. */
export class StackgraphError extends Error {
  readonly code: StackgraphErrorCode;

  constructor(code: StackgraphErrorCode, message: string) {
    super(message);
    this.name = "StackgraphError";
    this.code = code;
  }
}
