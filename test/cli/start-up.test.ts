import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
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

  /** What V8 says that it has loaded, by its path in the package. */
  function loadedFiles(): string[] {
    const folder = join(scratch, "coverage");
    run(bin, { NODE_V8_COVERAGE: folder });
    const [report] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, report ?? ""), "utf8")) as { result: { url: string }[] };
    // The bundle is a script: it stands there by its path.
    const paths = result.map(({ url }) => (url.startsWith("file:") ? fileURLToPath(url) : url));
    return paths.filter((path) => path.startsWith(project)).map((path) => path.slice(project.length));
  }

  test("loads two files and the catalogues of the programs in the dumps", () => {
    const loaded = loadedFiles();
    const isCatalogue = (path: string): boolean => path.startsWith("dist/facts/releases/generated/");
    expect(loaded.filter((path) => !isCatalogue(path)).toSorted()).toEqual(["dist/cli/bin.js", "dist/cli/command.cjs"]);
    expect(loaded.filter(isCatalogue).length).toBeLessThanOrEqual(5);
    const bytes = loaded.map((path) => statSync(join(project, path)).size).reduce((sum, size) => sum + size);
    expect(bytes).toBeLessThan(3_500_000);
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
