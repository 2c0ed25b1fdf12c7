import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import { describe, expect, test } from "vitest";
import { command, sample } from "./command.ts";

const folder = sample("docker-20.10.24-systemd-mute");
const journal = readFileSync(sample("docker-20.10.24-exec-hang/containerd-journal.log"));

describe("dumps", () => {
  test("lists what was found, where, and what else the files are", async () => {
    const { code, stdout, stderr } = await command(["dumps", folder], { columns: 100 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot("__golden__/dumps.txt");
    expect(stdout.split("\n").filter((line) => [...line].length > 100)).toEqual([]);
  });

  test("in a packed archive through stdin, by member", async () => {
    const archive = createTar([
      { name: "logs/containerd.log.gz", data: gzipSync(journal) },
      { name: "hello.txt", data: new TextEncoder().encode("hello\n") },
    ]);
    const { code, stdout } = await command(["dumps", "--format", "json", "-"], { stdin: gzipSync(archive) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      dumps: [
        {
          file: "stdin/logs/containerd.log.gz",
          process: "containerd-shim",
          pid: 3278,
          goroutines: 21,
          format: "logrus",
        },
      ],
      others: [{ file: "stdin/hello.txt", evidence: false }],
    });
  });

  test("nothing found: what was looked for, and the nearest thing seen", async () => {
    const log =
      'Nov 23 15:51:56 node1 dockerd[911]: time="2026-11-23T15:51:56Z" level=info msg="API listen on /run/docker.sock"\n';
    const { code, stdout } = await command(["dumps"], { stdin: log });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^stdin: no dump: it looks like a log of dockerd without a dump; `kill -USR1`/);
    expect(stdout).toContain("Looked for:");
  });

  test("a damaged archive is told", async () => {
    const packed = gzipSync(journal);
    const { code, stdout } = await command(["dumps"], { stdin: packed.subarray(0, packed.length - 20) });
    expect(code).toBe(0);
    expect(stdout).toContain("gzip file is damaged");
    expect(stdout).toContain("cut off");
  });
});
