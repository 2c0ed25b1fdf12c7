import { firstOwnFrame } from "../calls/plumbing.ts";
import type { Goroutine } from "../model/dump.ts";
import type { Wait } from "../model/wait.ts";

/** What a goroutine is doing, as the end of a sentence: "waits to send on a channel". */
export function waitText(wait: Wait, goroutine: Goroutine): string {
  const texts: Readonly<Record<Wait["kind"], string>> = {
    lock: "waits for a lock",
    waitgroup: "waits for a WaitGroup",
    cond: "waits for a condition (sync.Cond)",
    once: "waits for another goroutine inside sync.Once",
    channel: channelText(wait),
    select: "waits in a select",
    semaphore: "waits for a semaphore",
    process: "waits for a child process",
    io: ioText(wait, goroutine),
    syscall: `is in a system call${wait.operation ? ` (${wait.operation})` : ""}`,
    sleep: "sleeps",
    runtime: `waits inside the runtime [${goroutine.state}]`,
    running:
      goroutine.state === "runnable"
        ? "could run, but did not when the dump was taken"
        : "was running when the dump was taken",
    unknown:
      goroutine.state === "" ? "waits for something that the text does not show" : `is in state [${goroutine.state}]`,
  };
  return texts[wait.kind];
}

function channelText({ channel }: Wait): string {
  const what = channel?.direction === "send" ? "waits to send on a" : "waits to receive from a";
  return channel?.nil ? `${what} nil channel, which never happens` : `${what} channel`;
}

/** Waits of an HTTP client, by the operation that src/waits/rules gives them. */
const HTTP: Readonly<Record<string, string>> = {
  http: "waits for the answer to an HTTP request",
  "http-connect": "waits for a connection for an HTTP request",
};

function ioText(wait: Wait, goroutine: Goroutine): string {
  const { operation = "" } = wait;
  const http = HTTP[operation];
  if (http === undefined) return `waits for I/O${operation && ` (${operation})`}`;
  const client = firstOwnFrame(goroutine);
  const asks = client < 0 ? undefined : goroutine.stack.frames[client]?.func.text;
  return asks === undefined ? http : `${http} that ${asks.slice(asks.lastIndexOf("/") + 1)} sends`;
}
