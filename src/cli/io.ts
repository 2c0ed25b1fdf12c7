import { once } from "node:events";

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
  /** Set when the reader has gone (`| head`): the rest need not be made. */
  readonly destroyed?: boolean;
}

/** Writes piece by piece and waits whenever the stream asks to; stops when the reader has gone. */
export async function writeAll(output: Output, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (output.destroyed) return;
    const wantsMore = output.write(piece);
    if (wantsMore === false && isEmitter(output)) await Promise.race([once(output, "drain"), once(output, "close")]);
  }
}

function isEmitter(output: Output): output is Output & NodeJS.EventEmitter {
  return "once" in output && !output.destroyed;
}
