import type { Io } from "./io.ts";
import type { Output } from "./output.ts";
import { plainOutput } from "./plain-output.ts";
import { type ProgressLine, progressLine } from "./progress-line.ts";

/**
 * The streams and the environment of this process, each made when it is used first: a stream of Node takes longer to load than a small file to
 * read. A reader of stdout that goes away (`| head`) is no error.
 */
export function processIo(): Io {
  const { env } = process;
  let stdout: Output | undefined;
  let stderr: Output | undefined;
  let progress: ProgressLine | undefined;
  return {
    env,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      stdout ??= plainOutput(1) ?? forgiving(process.stdout);
      return stdout;
    },
    get stderr() {
      stderr ??= plainOutput(2) ?? forgiving(process.stderr);
      return stderr;
    },
    get columns() {
      return plainOutput(1) ? undefined : process.stdout.columns;
    },
    get isTTY() {
      return plainOutput(1) ? false : process.stdout.isTTY;
    },
    get progress() {
      if (plainOutput(2) || !process.stderr.isTTY || env["TERM"] === "dumb") return undefined;
      progress ??= progressLine(this.stderr, process.stderr.columns || 80);
      return progress;
    },
  };
}

function forgiving(stream: NodeJS.WriteStream): Output {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return stream;
}
