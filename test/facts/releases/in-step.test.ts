import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { env } from "node:process";
import { describe, expect, test } from "vitest";
import { buildCatalogue } from "../../../src/facts/releases/build-releases.ts";
import { ReleaseCatalogue } from "../../../src/facts/releases/release-catalogue.ts";
import { loadCatalogue, shipped } from "../../../src/facts/releases/shipped.ts";
import { goSource } from "../../../src/node/go-source.ts";
import { programs } from "../regenerate/programs.ts";

/** Libraries: a module of the proxy has no vendored code, by which programs are read. What the analysis says of the others changes with it. */
const RELEASES = [
  { program: "ttrpc", release: "1.2.4", path: "github.com/containerd/ttrpc@v1.2.4" },
  { program: "bbolt", release: "1.3.7", path: "go.etcd.io/bbolt@v1.3.7" },
  { program: "grpc", release: "1.59.0", path: "google.golang.org/grpc@v1.59.0" },
];

/** Where the go command has put a module; undefined without Go, or without a module proxy, which CI must have. */
function folderOf(path: string): string | undefined {
  try {
    const text = execFileSync("go", ["mod", "download", "-json", path], { cwd: tmpdir(), stdio: "pipe" }).toString();
    return (JSON.parse(text) as { Dir: string }).Dir;
  } catch (error) {
    if (env["CI"] === "true") throw error;
    process.stderr.write(`skipped: the source of ${path} cannot be had here\n`);
    return undefined;
  }
}

/** What a catalogue says of each function in one of its releases. */
function said(catalogue: ReleaseCatalogue, release: string): Map<string, unknown> {
  const index = catalogue.releases.indexOf(release);
  const found = new Map<string, unknown>();
  for (const { package: path, file, name, runs, variants } of catalogue.all()) {
    const run = runs.find(({ from, to }) => from <= index && index < to);
    if (run) found.set(`${path} ${file} ${name}`, { line: run.line, bodies: variants[run.variant] });
  }
  return found;
}

describe.each(RELEASES)("$program $release", ({ program, release, path }) => {
  const root = folderOf(path);

  test.skipIf(root === undefined)("what ships is what the analysis says of the source today", async () => {
    const rules = programs.find(({ name }) => name === program);
    const entry = shipped.find((each) => each.program === program);
    if (!rules || !entry || root === undefined) throw new Error(`${program} is not known`);
    const { files, parser } = await goSource([root]);
    const built = buildCatalogue(program, [
      {
        release,
        root,
        parser,
        files: { ...files, names: files.names.filter((name) => !name.endsWith("_test.go")) },
        wants: (name) => rules.wants(name.slice(root.length + 1)),
        module: rules.module?.(release) ?? "",
      },
    ]);
    const now = said(new ReleaseCatalogue(built), release);
    expect(now.size).toBeGreaterThan(20);
    expect(said(await loadCatalogue(entry), release)).toEqual(now);
  });
});
