import type { WaitRule } from "./rule.ts";

/** A rule that needs only the state. */
function byState(name: string, states: readonly string[], wait: WaitRule["wait"], source: string): WaitRule {
  const escaped = states.map((state) => state.replace(/[().]/g, "\\$&"));
  return {
    name,
    state: new RegExp(`^(?:${escaped.join("|")})$`),
    wait,
    example: { state: states[0] ?? "", path: "main.main" },
    source,
  };
}

const REASONS = "go runtime/runtime2.go, waitReasonStrings (facts §1.5)";

/** What the header tells when no rule knows the frames. */
export const STATE_RULES: readonly WaitRule[] = [
  byState("chan-receive", ["chan receive"], { kind: "channel", channel: { direction: "receive" } }, REASONS),
  byState(
    "chan-receive-nil",
    ["chan receive (nil chan)"],
    { kind: "channel", channel: { direction: "receive", nil: true } },
    REASONS,
  ),
  byState("chan-send", ["chan send"], { kind: "channel", channel: { direction: "send" } }, REASONS),
  byState(
    "chan-send-nil",
    ["chan send (nil chan)"],
    { kind: "channel", channel: { direction: "send", nil: true } },
    REASONS,
  ),
  byState("select", ["select"], { kind: "select" }, REASONS),
  byState("select-forever", ["select (no cases)"], { kind: "select" }, REASONS),
  byState(
    "semaphore",
    ["semacquire"],
    { kind: "semaphore" },
    "go runtime/sema.go: a semaphore of the runtime or of a package that links to it",
  ),
  byState("io", ["IO wait"], { kind: "io" }, REASONS),
  byState("sleep", ["sleep"], { kind: "sleep" }, REASONS),
  byState("syscall", ["syscall"], { kind: "syscall" }, "go runtime/traceback.go, gStatusStrings (facts §1.4)"),
  byState(
    "coroutine",
    ["coroutine"],
    { kind: "channel", channel: { direction: "receive" } },
    "go iter.Pull since 1.23: the other side of the pull is running",
  ),
  byState(
    "synctest",
    ["synctest.Run", "synctest.Wait"],
    { kind: "waitgroup" },
    "go testing/synctest: waits for the goroutines of its bubble",
  ),
  byState(
    "running",
    ["running", "runnable", "copystack", "preempted"],
    { kind: "running" },
    "go runtime/traceback.go, gStatusStrings (facts §1.4)",
  ),
  byState(
    "runtime",
    [
      "force gc (idle)",
      "GC sweep wait",
      "GC scavenge wait",
      "GC worker (idle)",
      "GC worker (active)",
      "GC assist wait",
      "GC assist marking",
      "GC mark termination",
      "GC weak to strong wait",
      "Concurrent GC wait",
      "mark wait (idle)",
      "garbage collection",
      "garbage collection scan",
      "wait for GC cycle",
      "stopping the world",
      "finalizer wait",
      "cleanup wait",
      "GOMAXPROCS updater (idle)",
      "timer goroutine (idle)",
      "trace reader (blocked)",
      "trace goroutine status",
      "trace proc status",
      "page trace flush",
      "flushing proc caches",
      "dumping heap",
      "debug call",
      "panicwait",
      "stack growth",
      "stack split",
      "stack unsplit",
      "enqueue",
      "idle",
      "dead",
      "leaked",
      "waiting for cgo callback",
    ],
    { kind: "runtime" },
    REASONS,
  ),
];
