import { expect, test } from "vitest";
import type { Wait } from "../../src/model/wait.ts";
import { waitPhrase } from "../../src/view/wait-words.ts";

test.each<[Pick<Wait, "kind"> & Partial<Wait>, string]>([
  [{ kind: "lock", lock: { kind: "mutex", mode: "lock" } }, "a mutex"],
  [{ kind: "lock", lock: { kind: "unknown", mode: "lock" } }, "a lock"],
  [{ kind: "lock", lock: { kind: "rwmutex", mode: "rlock" } }, "an rwmutex, for reading"],
  [
    { kind: "lock", lock: { kind: "rwmutex", mode: "lock", behind: "readers" } },
    "an rwmutex, for writing: first in the queue, until the readers inside leave",
  ],
  [{ kind: "channel", channel: { direction: "send" } }, "a channel (send)"],
  [{ kind: "channel", channel: { direction: "receive", nil: true } }, "a channel (receive, nil channel: for ever)"],
  [{ kind: "process", child: { program: "runc", verb: "exec" } }, "a child process: `runc exec`"],
  [{ kind: "process" }, "a child process"],
  [{ kind: "io", operation: "read" }, "input or output: read"],
  [{ kind: "io", operation: "http" }, "the answer to an HTTP request"],
  [{ kind: "syscall", operation: "flock" }, "a system call: flock"],
  [{ kind: "select", idle: "signal-loop" }, "a select (idle by design: signal-loop)"],
])("%j", (wait, phrase) => expect(waitPhrase({ rule: "test", site: 0, ...wait })).toBe(phrase));
