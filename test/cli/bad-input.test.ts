import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, sample } from "./command.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const dockerd = sample("docker-20.10.24-exec-hang/dockerd.log");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stackgraph-"));
  mkdirSync(at("notes"));
  mkdirSync(at("nothing"));
  writeFileSync(at("notes/a.txt"), "dockerd hangs again\n");
  writeFileSync(at("empty.log"), "");
  writeFileSync(at("photo.jpg"), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46));
  writeFileSync(
    at("noise"),
    Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256),
  );
  writeFileSync(at("broken.gz"), Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("input that cannot be used: one sentence with its name, exit code 3", () => {
  test.each([
    ["missing.log", "there is no such file or folder."],
    ["empty.log", "the file is empty."],
    ["nothing", "the folder has no files."],
    ["notes", "no file in it holds a goroutine dump."],
    ["notes/a.txt", "no goroutine dump in it."],
    ["photo.jpg", "no goroutine dump in it (it is a JPEG picture)."],
    ["noise", "no goroutine dump in it (it is a binary file)."],
    ["broken.gz", "no goroutine dump in it. This gzip file is damaged or cut off;"],
  ])("%s", async (name, reason) => {
    for (const argv of [[at(name)], ["parse", at(name)], ["show", "1", at(name)]]) {
      const { code, stdout, stderr } = await command(argv);
      expect({ code, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 3, stdout: "", lines: 1 });
      expect(stderr).toContain(`stackgraph: ${at(name)}: ${reason}`);
    }
  });

  test("nothing through a pipe", async () => {
    expect(await command(["-"], { stdin: "" })).toEqual({
      code: 3,
      stdout: "",
      stderr: "stackgraph: stdin: nothing came through it.\n",
    });
  });
});

describe("input of which a part can be used", () => {
  test("bad files beside a good one are told on stderr", async () => {
    const { code, stdout, stderr } = await command([at("missing.log"), at("notes/a.txt"), dockerd]);
    expect(code).toBe(1);
    expect(stdout).toContain("dockerd:");
    expect(stderr.trimEnd().split("\n")).toEqual([
      `stackgraph: ${at("missing.log")}: there is no such file or folder.`,
      `stackgraph: ${at("notes/a.txt")}: no goroutine dump in it; it was not used.`,
    ]);
  });

  test("a process list beside a dump is used and needs no warning", async () => {
    const dir = "docker-20.10.24-systemd-mute";
    const { stderr } = await command([sample(`${dir}/containerd-journal.log`), sample(`${dir}/ps.txt`)]);
    expect(stderr).toBe("");
  });

  test("archives whose files are used need no warning", async () => {
    const dir = "docker-20.10.24-systemd-mute";
    const archive = (name: string) =>
      createTar([{ name, data: new Uint8Array(readFileSync(sample(`${dir}/${name}`))) }]);
    writeFileSync(at("dumps.tar"), archive("containerd-journal.log"));
    writeFileSync(at("beside.tgz"), gzipSync(archive("ps.txt")));
    const { stdout, stderr } = await command([at("dumps.tar"), at("beside.tgz")]);
    expect(stderr).toBe("");
    expect(stdout).toContain("systemd");
  });

  test("a dump cut off in the middle gives a result that says so", async () => {
    const stdin = readFileSync(dockerd).subarray(0, 40_000);
    const { stdout, stderr } = await command(["-"], { stdin });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/stdin:\d+: The text ends in the middle of this goroutine\./);
  });

  test("a dump through a pipe, with and without the dash", async () => {
    const stdin = readFileSync(dockerd);
    const [dash, none] = [await command(["-"], { stdin }), await command([], { stdin })];
    expect(dash.code).toBe(1);
    expect(none).toEqual(dash);
  });
});

describe("wrong command lines: exit code 2, the reason on stderr", () => {
  test.each([
    [["--bogus", dockerd], "unknown option '--bogus'"],
    [["--format", "xml", dockerd], "Allowed choices are text, json."],
    [["--color", "often", dockerd], "Allowed choices are auto, always, never."],
    [["parse", "--explain", dockerd], "unknown option '--explain'"],
    [["show"], "missing required argument 'goroutine'"],
    [["show", "dockerd", dockerd], '"dockerd" is no goroutine: give its id, or dump:id'],
    [["show", "999999", dockerd], "No goroutine 999999 in dockerd."],
    [["show", "containerd:1", dockerd], 'There is no dump "containerd"; there is: dockerd.'],
    [["show", "1", sample("docker-20.10.24-exec-hang")], "say which: containerd-shim:1, containerd:1, dockerd:1."],
    [["--output", "/no/such/folder/out", dockerd], "/no/such/folder/out: cannot be written (ENOENT)."],
  ])("%j", async (argv, reason) => {
    const { code, stdout, stderr } = await command(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(reason);
    expect(stderr).toMatch(/^stackgraph: /);
  });
});
