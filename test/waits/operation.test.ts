import { describe, expect, test } from "vitest";
import { waitOf, waitOfStack } from "../../src/waits/wait-of.ts";
import { dumpsOf, goVersionFiles, goVersionText } from "./fixtures.ts";
import { goroutineOf, stackOf } from "./reconstruct.ts";

describe("the verb of a child process", () => {
  const SHIM = "github.com/containerd/containerd/pkg/process.(*Init).kill";
  const waiting = (method: string): string =>
    `github.com/containerd/containerd/sys/reaper.(*Monitor).Wait < github.com/containerd/go-runc.(*Runc).cmdOutput < github.com/containerd/go-runc.(*Runc).runOrError < github.com/containerd/go-runc.(*Runc).${method} < ${SHIM}`;

  test.each([
    ["Exec", "exec"],
    ["Create", "create"],
    ["Kill", "kill"],
    ["Delete", "delete"],
    ["State", "state"],
    ["Ps", "ps"],
    ["Top", "ps"],
    ["Stats", "events"],
    ["Checkpoint", "checkpoint"],
  ])("(*Runc).%s runs runc %s", (method, verb) => {
    const stack = stackOf(waiting(method));
    const wait = waitOfStack("chan receive", stack);
    expect(wait).toMatchObject({ kind: "process", child: { program: "runc", verb } });
    expect(stack.frames[wait.site]?.func.name).toBe(method);
  });

  test("a child of another caller has no program", () => {
    const path =
      "syscall.Syscall6 < os.(*Process).blockUntilWaitable < os.(*Process).wait < os.(*Process).Wait < os/exec.(*Cmd).Wait < os/exec.(*Cmd).Run < os/exec.(*Cmd).CombinedOutput < a.com/x.(*process).Start";
    const stack = stackOf(path);
    const wait = waitOfStack("syscall", stack);
    expect(wait).toMatchObject({ kind: "process", child: {}, operation: "exit" });
    expect(stack.frames[wait.site]?.func.receiver).toBe("process");
  });

  test("a pidfd wait is one too (Go 1.23)", () => {
    const path =
      "syscall.Syscall6 < internal/syscall/unix.Waitid < os.(*Process).pidfdWait.func1 < os.ignoringEINTR < os.(*Process).pidfdWait < os.(*Process).wait < os.(*Process).Wait < main.main";
    expect(waitOfStack("syscall", stackOf(path))).toMatchObject({ kind: "process", operation: "exit" });
  });
});

describe("the operation of a system call", () => {
  const linux = (trap: string, file: string): string | undefined => {
    const goroutine = goroutineOf("syscall", [`syscall.Syscall6(${trap}, 0x3, 0xc0000b9fb6, 0xa)`, "main.f()"]);
    Object.assign(goroutine.stack.frames[0] ?? {}, { location: { file, line: 18 } });
    return waitOf(goroutine).operation;
  };

  test("by its trap number where no frame names it", () => {
    expect(linux("0x49", "/usr/local/go/src/syscall/asm_linux_amd64.s")).toBe("flock");
    expect(linux("0x8f", "/usr/local/go/src/syscall/asm_linux_386.s")).toBe("flock");
    expect(linux("0x20", "/usr/local/go/src/syscall/asm_linux_arm64.s")).toBe("flock");
  });

  test("not where the number may be stale, or the system is not Linux on a known architecture", () => {
    expect(linux("0x49?", "/usr/local/go/src/syscall/asm_linux_amd64.s")).toBeUndefined();
    expect(linux("0x49", "/usr/local/go/src/syscall/asm_darwin_amd64.s")).toBeUndefined();
    expect(linux("0x49", "/usr/local/go/src/syscall/asm_linux_riscv64.s")).toBeUndefined();
  });

  test.each([
    ["syscall.Syscall < syscall.Flock < go.etcd.io/bbolt.flock", "flock"],
    ["syscall.Syscall < golang.org/x/sys/unix.Getrandom < main.f", "getrandom"],
    ["syscall.Syscall6 < syscall.openat < syscall.Open < os.openFileNolog < os.OpenFile < main.f", "openat"],
  ])("by the name of its wrapper: %s", (path, operation) => {
    expect(waitOfStack("syscall", stackOf(path))).toMatchObject({ kind: "syscall", operation });
  });

  test("a call into C", () => {
    for (const name of goVersionFiles("cgo-").filter((file) => /-callback\.txt$/.test(file))) {
      const waits = dumpsOf(goVersionText(name), name).flatMap((dump) => [...dump.goroutines].map(waitOf));
      expect(waits.filter((wait) => wait.operation === "cgo").length, name).toBeGreaterThan(0);
    }
  });
});

describe("a woken waiter", () => {
  const path = "sync.runtime_SemacquireMutex < sync.(*Mutex).lockSlow < sync.(*Mutex).Lock < main.f";

  test.each(["runnable", "running"])("[%s] in the slow path still waits for the lock", (state) => {
    expect(waitOfStack(state, stackOf(path))).toMatchObject({ kind: "lock", rule: "mutex-lock-woken" });
  });

  test("Lock alone may be the fast path", () => {
    expect(waitOfStack("running", stackOf("sync.(*Mutex).Lock < main.f")).kind).toBe("running");
  });

  test("states of synctest bubbles and leaked goroutines are read without their suffix", () => {
    expect(waitOfStack("chan receive (nil chan) (durable)", stackOf("main.f")).channel).toEqual({
      direction: "receive",
      nil: true,
    });
    expect(waitOfStack("select (synctest)", stackOf("main.f")).kind).toBe("select");
    expect(waitOfStack("sync.WaitGroup.Wait (durable)", stackOf("main.f")).kind).toBe("waitgroup");
  });

  test("a state of a Go version to come is unknown, not wrong", () => {
    expect(waitOfStack("new reason", stackOf("main.f"))).toEqual({ kind: "unknown", rule: "unknown", site: 0 });
  });
});
