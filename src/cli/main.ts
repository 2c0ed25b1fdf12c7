import { CommanderError } from "commander";
import { StackgraphError } from "../model/error.ts";
import { exitCode, exitCodeOf } from "./exit-code.ts";
import { type Io, tell } from "./io.ts";
import { program } from "./program.ts";

/**
 * The `stackgraph` command.
 *
 * @param argv arguments without the program's own name.
 * @returns the exit code: 0 nothing is wrong, 1 something is blocked, 2 wrong usage, 3 unusable input, 4 an error in stackgraph itself.
 *   Never rejects.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.nothingWrong;
  try {
    await program(io, (result) => {
      code = result;
    }).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    return report(error, io);
  }
}

/** One or a few sentences for a person; JavaScript's own account only for those who ask for it. */
function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.nothingWrong : exitCode.usage;
  if (io.env["STACKGRAPH_DEBUG"]) io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (error instanceof StackgraphError) {
    for (const line of error.message.split("\n")) tell(io, line);
    return exitCodeOf[error.code];
  }
  if (error instanceof Error && "syscall" in error && error.syscall === "write" && "code" in error) {
    tell(io, `the result cannot be written (${error.code}).`);
    return exitCode.usage;
  }
  const what = error instanceof Error ? error.message.split("\n")[0] : String(error);
  tell(io, `internal error: ${what}. Please report it with the input; STACKGRAPH_DEBUG=1 shows where it happened.`);
  return exitCode.internal;
}
