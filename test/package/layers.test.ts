import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import layers, { stages } from "../config/layers.config.mjs";

const project = fileURLToPath(new URL("../../", import.meta.url));

interface Report {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string }[] };
}

/** Runs the command that `npm run lint:layers` runs, in any folder; it exits with the number of violations. */
function cruise(folder: string): Promise<Report> {
  const depcruise = join(project, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(project, "test/config/layers.config.mjs");
  const options = ["--config", config, "--ts-config", join(project, "tsconfig.json"), "--output-type", "json", "src"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [depcruise, ...options], { cwd: folder, maxBuffer: 2 ** 28 }, (error, out, err) =>
      out === "" ? reject(new Error(`${error?.message}\n${err}`)) : resolve(JSON.parse(out) as Report),
    );
  });
}

/** One wrong file for each rule that is not about the flow between stages. */
const wrong: Readonly<Record<string, { file: string; text: string }>> = {
  "package-commander": { file: "src/query/package.ts", text: 'import "commander";' },
  "package-graphology": { file: "src/view/package.ts", text: 'import "graphology";' },
  "package-graphology-types": { file: "src/view/types.ts", text: 'import type {} from "graphology-types";' },
  "known-stage": { file: "src/helpers/helper.ts", text: 'import "../model/good.ts";' },
  "node-modules": { file: "src/read/file.ts", text: 'import "node:fs";' },
  "no-cycles": { file: "src/waits/cycle.ts", text: 'import "./other.ts";' },
  "no-orphans": { file: "src/locks/orphan.ts", text: "export const orphan = 1;" },
  "no-unresolvable": { file: "src/calls/missing.ts", text: 'import "./nowhere.ts";' },
  "no-dev-dependencies": { file: "src/facts/dev.ts", text: 'import "fast-check";' },
  "not-from-tests": { file: "src/processes/test.ts", text: 'import "../../test/x.test.ts";' },
};

const good: Readonly<Record<string, string>> = {
  "src/model/good.ts": "export const good = 1;",
  "src/parse/good.ts": 'import "../model/good.ts";',
  "src/waits/other.ts": 'import "./cycle.ts";',
  "test/x.test.ts": "export const test = 1;",
  "package.json": JSON.stringify({ dependencies: { commander: "*", graphology: "*", "graphology-types": "*" } }),
};

const fileOf = (stage: string, name: string): string =>
  stage.endsWith(".ts") ? `src/${stage}` : `src/${stage}/${name}.ts`;

/** Every stage but the last imports the next one, to its right. */
const backwards = stages.slice(0, -1).map((stage, index) => {
  const next = fileOf(stages[index + 1] ?? "", "early");
  const from = stage.endsWith(".ts") ? "." : "..";
  return {
    rule: `flow-${stage.replace(".ts", "")}`,
    file: fileOf(stage, "early"),
    text: `import "${from}${next.slice(3)}";`,
  };
});

describe("layer rules", () => {
  let folder = "";
  let report: Report = { modules: [], summary: { violations: [] } };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "stackgraph-layers-"));
    const files = [
      ...Object.entries(good).map(([file, text]) => ({ file, text })),
      ...Object.values(wrong),
      ...backwards,
      { file: fileOf(stages.at(-1) ?? "", "early"), text: 'import "../model/good.ts";' },
    ];
    for (const { file, text } of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), `${text}\n`);
    }
    await symlink(join(project, "node_modules"), join(folder, "node_modules"));
    report = await cruise(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const broken = (rule: string): string[] =>
    report.summary.violations.filter((violation) => violation.rule.name === rule).map((violation) => violation.from);

  test.each(Object.entries(wrong))("%s catches a wrong import", (rule, { file }) => {
    expect(broken(rule)).toContain(file);
  });
  test.each(backwards)("$rule catches an import of the next stage", ({ rule, file }) => {
    expect(broken(rule)).toContain(file);
  });
  test("what is allowed is not caught", () => {
    const guilty = report.summary.violations.map((violation) => violation.from);
    expect(guilty).not.toContain("src/parse/good.ts");
    expect(guilty).not.toContain("src/cli/early.ts");
  });
  test("each rule has a wrong import above and a comment", () => {
    const names = layers.forbidden.map((rule) => rule.name);
    expect([...backwards.map(({ rule }) => rule), ...Object.keys(wrong)].toSorted()).toEqual(names.toSorted());
    for (const rule of layers.forbidden) expect(rule.comment.length, rule.name).toBeGreaterThan(30);
  });
});

test("src keeps its layers", { timeout: 60_000 }, async () => {
  const { modules, summary } = await cruise(project);
  expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([]);
  // With a TypeScript that dependency-cruiser does not support it silently reads nothing.
  expect(modules.filter(({ source }) => source.startsWith("src/")).length).toBeGreaterThan(15);
});
