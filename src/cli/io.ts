import type { Output } from "./output.ts";
import type { ProgressLine } from "./progress-line.ts";

/** What a command reads and writes: the process's own streams, or a test's. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Width of the terminal; 80 when it is not known. */
  readonly columns?: number | undefined;
  /** Whether stdout is a terminal. */
  readonly isTTY?: boolean | undefined;
  /** Where a long run tells how far it is; absent when stderr is no terminal. */
  readonly progress?: ProgressLine | undefined;
}

/** Says something to the person at the terminal. */
export function tell({ stderr, progress }: Pick<Io, "stderr" | "progress">, sentence: string): void {
  progress?.clear();
  stderr.write(`stackgraph: ${sentence}\n`);
}

/** Writes piece by piece and waits whenever the stream asks to; stops when the reader has gone. */
export async function writeAll(output: Output, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (output.destroyed) return;
    if (output.write(piece) === false) await drained(output);
  }
}

function drained(output: Output): Promise<void> {
  return new Promise((resolve) => {
    if (!output.once || output.destroyed) return resolve();
    const done = (): void => {
      output.off?.("drain", done);
      output.off?.("close", done);
      resolve();
    };
    output.once("drain", done);
    output.once("close", done);
  });
}
