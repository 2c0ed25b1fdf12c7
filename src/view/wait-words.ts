import type { Wait, WaitKind } from "../model/wait.ts";

/** Waits of an HTTP client, by operation. */
const HTTP: Readonly<Record<string, string>> = {
  http: "the answer to an HTTP request",
  "http-connect": "a connection for an HTTP request",
};

/** What each kind of wait is called. */
const kinds: Readonly<Record<WaitKind, (wait: Wait) => string>> = {
  lock: ({ lock }) => {
    const sort = !lock || lock.kind === "unknown" ? "a lock" : lock.kind === "mutex" ? "a mutex" : "an rwmutex";
    const mode = lock?.kind !== "rwmutex" ? "" : lock.mode === "rlock" ? ", for reading" : ", for writing";
    return sort + mode + (lock?.behind === "readers" ? ": first in the queue, until the readers inside leave" : "");
  },
  waitgroup: () => "a WaitGroup",
  cond: () => "a Cond",
  once: () => "a sync.Once that another goroutine runs",
  channel: ({ channel }) =>
    `a channel (${channel?.direction ?? "direction not known"}${channel?.nil ? ", nil channel: for ever" : ""})`,
  select: () => "a select",
  semaphore: () => "a semaphore of the runtime",
  process: ({ child }) => {
    const command = [child?.program, child?.verb].filter(Boolean).join(" ");
    return `a child process${command && `: \`${command}\``}`;
  },
  io: ({ operation = "" }) => HTTP[operation] ?? `input or output${operation && `: ${operation}`}`,
  syscall: ({ operation }) => `a system call${operation ? `: ${operation}` : ""}`,
  sleep: () => "a sleep",
  runtime: () => "something inside the runtime",
  running: () => "nothing: it runs or may run",
  unknown: () => "something not recognised",
};

/** What a goroutine is blocked on, in words: "an rwmutex, for reading", "a child process: `runc exec`"; and whether by design. */
export function waitPhrase(wait: Wait): string {
  const idle = wait.idle === undefined ? "" : ` (idle by design: ${wait.idle})`;
  return kinds[wait.kind](wait) + idle;
}
