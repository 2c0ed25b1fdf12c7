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
}

/** The part of a Node stream that is used. */
export interface Output {
  write(text: string): unknown;
  once?(event: "drain" | "close", listener: () => void): unknown;
  off?(event: "drain" | "close", listener: () => void): unknown;
  /** Set when the reader has gone (`| head`): the rest need not be made. */
  readonly destroyed?: boolean;
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
