import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { writeAll } from "../../src/cli/io.ts";
import { run } from "../../src/cli/main.ts";
import { sample } from "./command.ts";

test("writeAll waits for a slow reader, and loses nothing", async () => {
  const slow = new PassThrough({ highWaterMark: 10 });
  const pieces = Array.from({ length: 100 }, (_, at) => `piece ${at}\n`);
  const [, read] = await Promise.all([writeAll(slow, pieces).then(() => slow.end()), Readable.from(slow).toArray()]);
  expect(read.map(String).join("")).toBe(pieces.join(""));
  expect(slow.listenerCount("drain") + slow.listenerCount("close")).toBeLessThanOrEqual(2);
});

test("writeAll makes no more pieces once the reader has gone", async () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  let made = 0;
  function* pieces(): Generator<string> {
    for (; made < 1000; made++) yield "x";
  }
  const writing = writeAll(stream, pieces());
  stream.destroy();
  await writing;
  expect(made).toBeLessThan(3);
});

test.each([
  [{}, false],
  [{ STACKGRAPH_DEBUG: "1" }, true],
])("an error inside is one sentence and exit code 4; with %j JavaScript's account too", async (env, stack) => {
  let stderr = "";
  const code = await run([sample("docker-20.10.24-exec-hang/dockerd.log")], {
    stdin: Readable.from([]),
    stdout: {
      write: () => {
        throw new TypeError("broken on purpose");
      },
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    env,
  });
  expect(code).toBe(4);
  expect(stderr).toContain("stackgraph: internal error: broken on purpose. Please report it");
  expect(stderr.includes("    at ")).toBe(stack);
});

test("a full disk is told in a sentence", async () => {
  const stderr: string[] = [];
  const code = await run([sample("docker-20.10.24-exec-hang/dockerd.log")], {
    stdin: Readable.from([]),
    stdout: {
      write: () => {
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
      },
    },
    stderr: { write: (text) => stderr.push(text) },
    env: {},
  });
  expect({ code, stderr }).toEqual({ code: 2, stderr: ["stackgraph: the result cannot be written (ENOSPC).\n"] });
});
