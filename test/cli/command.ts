import { Readable } from "node:stream";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/main.ts";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, with streams that are kept; `stdin` is what comes through the pipe, null a terminal. */
export async function command(
  argv: readonly string[],
  {
    stdin = null,
    ...io
  }: { stdin?: string | Uint8Array | null } & Partial<Pick<Io, "env" | "columns" | "isTTY" | "progress">> = {},
): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const keep = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const input = Object.assign(Readable.from(stdin === null ? [] : [stdin]), { isTTY: stdin === null });
  const code = await run(argv, { stdin: input, stdout: keep("stdout"), stderr: keep("stderr"), env: {}, ...io });
  return { code, ...written };
}

/** A file of the project's samples. */
export const sample = (name: string): string => new URL(`../../samples/${name}`, import.meta.url).pathname;
