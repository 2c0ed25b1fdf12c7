import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { sample } from "./command.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const bin = join(project, "dist", "cli", "bin.js");
const incident = sample("docker-20.10.24-exec-hang");

// `npm ci` and `npm run build` make it.
describe.skipIf(!existsSync(bin))("the start of the built command (skipped when dist/ is not built)", () => {
  const scratch = mkdtempSync(join(tmpdir(), "stackgraph-start-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const run = (command: string, env: Record<string, string> = {}) =>
    spawnSync(process.execPath, [command, incident], { encoding: "utf8", env: { ...process.env, ...env } });

  /** Keeps in a file what is read of the package's files: path and bytes. */
  const watcher = `
    const fs = require("node:fs");
    const read = fs.readFileSync;
    const files = [];
    fs.readFileSync = (file, ...options) => {
      const content = read(file, ...options);
      files.push([file instanceof URL ? require("node:url").fileURLToPath(file) : String(file), content.length]);
      return content;
    };
    process.on("exit", () => fs.writeFileSync(process.env.READ_FILES, JSON.stringify(files)));`;

  /** What the built command reads of its package, by path. Node reads the entry itself. */
  function readFiles(): Map<string, number> {
    const [preload, result] = [join(scratch, "watch.cjs"), join(scratch, "read.json")];
    writeFileSync(preload, watcher);
    run(bin, { NODE_OPTIONS: `--require ${preload}`, READ_FILES: result });
    const files = JSON.parse(readFileSync(result, "utf8")) as [string, number][];
    const own = files.filter(([path]) => path.startsWith(project) && !path.startsWith(incident));
    return new Map(own.map(([path, bytes]) => [path.slice(project.length), bytes]));
  }

  /** Parts of Node that a run has loaded, as `process.moduleLoadList` names them. */
  function loadedModules(): string[] {
    const [preload, result] = [join(scratch, "list.cjs"), join(scratch, "modules.json")];
    writeFileSync(
      preload,
      `process.on("exit", () => require("node:fs").writeFileSync(process.env.MODULES, JSON.stringify(process.moduleLoadList)));`,
    );
    run(bin, { NODE_OPTIONS: `--require ${preload}`, MODULES: result });
    return JSON.parse(readFileSync(result, "utf8")) as string[];
  }

  test("reads its code, what is compiled of it, and the catalogues of the programs in the dumps", () => {
    const read = readFiles();
    const isCatalogue = (path: string): boolean => path.startsWith("dist/facts/releases/generated/");
    const isCompiled = (path: string): boolean => path.startsWith("dist/cli/compiled/");
    const code = [...read.keys()].filter((path) => !isCatalogue(path) && !isCompiled(path));
    expect(code).toEqual(["dist/cli/command.cjs", "package.json"]);
    expect(read.get("dist/cli/command.cjs")).toBeLessThan(1_300_000);
    const catalogues = [...read.keys()].filter(isCatalogue);
    expect(catalogues.length).toBeLessThanOrEqual(5);
    expect(catalogues.map((path) => read.get(path) ?? 0).reduce((sum, bytes) => sum + bytes)).toBeLessThan(1_400_000);
  });

  test("loads no part of Node that a run on files does not need", () => {
    const loaded = loadedModules();
    expect(loaded).toContain("NativeModule vm");
    for (const name of ["net", "tty", "child_process", "worker_threads", "fs/promises", "module", "zlib", "https"])
      expect(loaded, name).not.toContain(`NativeModule ${name}`);
  });

  test("keeps compiled code beside the code, once, and answers the same with and without it", () => {
    const copy = join(scratch, "package");
    for (const name of ["dist", "package.json"]) cpSync(join(project, name), join(copy, name), { recursive: true });
    symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
    const kept = join(copy, "dist", "cli", "compiled");
    rmSync(kept, { recursive: true, force: true });
    const command = join(copy, "dist", "cli", "bin.js");
    const answers = [run(command), run(command), run(command)].map(({ stdout, stderr, status }) => ({
      stdout,
      stderr,
      status,
    }));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 1, stderr: "" });
    expect(readdirSync(kept)).toHaveLength(1);
  });
});
