import { describe, expect, test } from "vitest";
import { waitOf } from "../../src/waits/wait-of.ts";
import { waitTargetOf } from "../../src/waits/wait-target.ts";
import { sampleDumps } from "./fixtures.ts";

const HEALTHY = ["dockerd.log", "containerd.stacks.log", "containerd-journal.log"].map(
  (file) => `docker-20.10.24-healthy/${file}`,
);

describe("four idle containers", () => {
  test.each(HEALTHY)("%s: everything but the goroutine that writes the dump is idle by design", (file) => {
    for (const dump of sampleDumps(file)) {
      const busy = [...dump.goroutines].filter((goroutine) => waitOf(goroutine).idle === undefined);
      expect(busy.map((goroutine) => goroutine.stack.frames[0]?.func.name)).toEqual([
        expect.stringMatching(/^dumpStacks|^DumpStacks/),
      ]);
    }
  });
});

/** Lines of "id kind detail" of all goroutines that are neither idle nor running. */
function busy(file: string): string[] {
  return sampleDumps(file).flatMap((dump) =>
    [...dump.goroutines].flatMap((goroutine) => {
      const wait = waitOf(goroutine);
      if (wait.idle !== undefined || wait.kind === "running") return [];
      const detail = wait.child?.verb ?? wait.operation ?? wait.lock?.mode ?? "";
      const target = waitTargetOf(goroutine, wait);
      return [`${goroutine.id} ${wait.kind} ${detail} ${target.address ?? target.within ?? ""}`.trim()];
    }),
  );
}

describe("a hanging exec", () => {
  test("dockerd: waiters, the owner that waits for a rwmutex, the RPC, and the fifos of the exec", () => {
    expect(busy("docker-20.10.24-exec-hang/dockerd.log").sort()).toEqual([
      "136 waitgroup  0xc000a024c0",
      "139 lock lock 0xc000ec0480",
      "144 lock lock 0xc000ec0480",
      "147 select",
      "150 syscall openat",
      "152 syscall openat",
      "155 lock rlock 0xc000e8dea0",
      "156 lock lock 0xc000ec0480",
      "160 lock lock 0xc000ec0480",
      "161 lock lock 0xc000ec0480",
    ]);
  });

  test("containerd: the call to the shim; shim: runc exec", () => {
    expect(busy("docker-20.10.24-exec-hang/containerd.stacks.log")).toEqual(["190 select"]);
    expect(busy("docker-20.10.24-exec-hang/containerd-journal.log")).toEqual(["86 process exec"]);
  });
});

test.each([
  ["docker-26.1.5-start-hang", "57 process start"],
  ["docker-20.10.24-systemd-mute", "37 process create"],
])("%s: the shim waits for runc", (folder, expected) => {
  expect(busy(`${folder}/containerd-journal.log`)).toContain(expected);
});

test("a convoy of 12,000 requests waits for one mutex, in frames of which each distinct stack is classified once", () => {
  const dumps = sampleDumps("docker-20.10.24-convoy/dockerd.log.gz");
  const waiting = new Map<string, number>();
  for (const dump of dumps)
    for (const goroutine of dump.goroutines) {
      const wait = waitOf(goroutine);
      if (wait.kind !== "lock") continue;
      const { address = "none" } = waitTargetOf(goroutine, wait);
      waiting.set(address, (waiting.get(address) ?? 0) + 1);
    }
  expect([...waiting.values()]).toEqual([12_003]);
});
