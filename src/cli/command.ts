import { run } from "./main.ts";
import { processIo } from "./process-io.ts";

/** Runs the command line of this process. @returns its exit code. */
export async function command(): Promise<number> {
  return run(process.argv.slice(2), processIo());
}
