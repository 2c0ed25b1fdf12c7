import type { Io } from "./io.ts";

/** The streams and the environment of this process. A reader of stdout that goes away (`| head`) is no error. */
export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  return { stdin, stdout, stderr, env, columns: stdout.columns, isTTY: stdout.isTTY };
}
