import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StackgraphError } from "../../src/model/error.ts";
import { readIncident } from "../../src/node/index.ts";
import { problemOf } from "../../src/node/problem.ts";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stackgraph-"));
  mkdirSync(at("incident/node-1"), { recursive: true });
  mkdirSync(at("nothing"));
  writeFileSync(at("incident/b.log"), "b");
  writeFileSync(at("incident/a.log"), "a");
  writeFileSync(at("incident/.hidden"), "h");
  writeFileSync(at("incident/empty"), "");
  writeFileSync(at("incident/node-1/c.log"), "c");
  symlinkSync("..", at("incident/node-1/circle"));
  symlinkSync("../b.log", at("incident/node-1/link.log"));
  execFileSync("mkfifo", [at("incident/pipe")]);
  writeFileSync(at("sparse"), "");
  truncateSync(at("sparse"), 2 ** 32 + 1);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("readIncident", () => {
  test("reads a folder in the order of names, with names relative to it", async () => {
    const { files, problems } = await readIncident([at("incident")]);
    expect(files.map(({ name }) => name)).toEqual(["a.log", "b.log", "node-1/c.log", "node-1/link.log"]);
    expect(files.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(["a", "b", "c", "b"]);
    expect(problems).toEqual([{ code: "empty", name: "empty", message: "empty: the file is empty." }]);
  });

  test("names the files of several paths so that they differ, and reads no path twice", async () => {
    const { files } = await readIncident([at("incident/b.log"), at("incident/node-1"), at("incident/b.log")]);
    expect(files.map(({ name }) => name)).toEqual([
      at("incident/b.log"),
      at("incident/node-1/c.log"),
      at("incident/node-1/link.log"),
    ]);
  });

  test("a bad file among good ones is a problem, not an error", async () => {
    const { files, problems } = await readIncident([at("missing.log"), at("incident/a.log")]);
    expect(files).toHaveLength(1);
    expect(problems).toEqual([
      { code: "missing", name: at("missing.log"), message: `${at("missing.log")}: there is no such file or folder.` },
    ]);
  });

  test.each([
    ["missing.log", "there is no such file or folder."],
    ["incident/a.log/x", "there is no such file or folder."],
    ["incident/empty", "the file is empty."],
    ["nothing", "the folder has no files."],
    ["sparse", "not read, it is larger than 4 GiB."],
  ])("throws when nothing can be read: %s", async (name, reason) => {
    const reading = readIncident([at(name)]);
    await expect(reading).rejects.toThrow(StackgraphError);
    await expect(reading).rejects.toMatchObject({ code: "ERR_UNREADABLE_INPUT", message: `${at(name)}: ${reason}` });
  });

  test("says that links lead in circles", async () => {
    symlinkSync(at("circle"), at("circle"));
    await expect(readIncident([at("circle")])).rejects.toThrow("its links lead in circles.");
  });

  test("says that a file may not be read", () => {
    // Root may read every file: the system's error is made by hand.
    const denied = Object.assign(new Error("EACCES: permission denied, open"), { code: "EACCES" });
    expect(problemOf(denied, "secret").message).toBe("secret: it may not be read (permission denied).");
  });

  test("throws without a path", async () => {
    await expect(readIncident([])).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });
});
