import { expect, test } from "vitest";
import { command, sample } from "./command.ts";

const execHang = sample("docker-20.10.24-exec-hang");

test("show tells the wait, the locks with their reasons, the chain and the lines of the file", async () => {
  const { code, stdout, stderr } = await command(["show", "dockerd:155", execHang]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^goroutine 155 of dockerd: semacquire\n {2}request: GET \/containers\/\{id\}\/json\n/);
  expect(stdout).toContain("blocked on: an rwmutex, for reading");
  expect(stdout).toContain("waits to read-lock exec.Store in 0xc000e8dea0 (rwmutex), held by goroutine 147\n");
  expect(stdout).toContain("holds container.State 0xc000ec0480 (mutex)");
  expect(stdout).toContain("holds-by-source: ");
  expect(stdout).toContain("dockerd.log, lines 777–811:\n  777  goroutine 155 [semacquire]:\n");
  expect(stdout).toMatch(/\n {2}811 {6}\S+server\.go:\d+ \+0x\w+\n$/);
});

test("show of a goroutine inside a record tells the lines of the record", async () => {
  const { stdout } = await command(["show", "containerd-shim:86", execHang]);
  expect(stdout).toContain("blocked on: a child process: `runc exec`");
  expect(stdout).toMatch(/serves: ttrpc Task\/Start for containerd goroutine 190/);
  expect(stdout).toContain("containerd-journal.log:1 (line 232 of the record), unescaped:\n  232  goroutine 86 [");
});

test("show needs no dump's name when one dump has the goroutine", async () => {
  const { code, stdout } = await command(["show", "139", sample("docker-20.10.24-exec-hang/dockerd.log")]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^goroutine 139 of dockerd: semacquire/);
});

test("show of a goroutine that works for a client that gave up says so", async () => {
  const { stdout } = await command(["show", "containerd-shim:113", sample("docker-20.10.24-exec-exit")]);
  expect(stdout).toMatch(/serves: ttrpc Task\/State: the client has given up and does not wait for the\s+answer/);
});

test("what to do next can be copied: it names the goroutine and the paths that were given", async () => {
  const incident = sample("docker-28.5.2-attach-reader");
  for (const format of ["text", "json"]) {
    const { stdout } = await command(["diagnose", "--format", format, incident]);
    const [, wanted = "", path = ""] = /stackgraph show (\S+:\d+) ([^\s"]+)/.exec(stdout) ?? [];
    expect(path).toBe(incident);
    const shown = await command(["show", wanted, path]);
    expect(shown.code).toBe(0);
  }
});
