import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runCommand } from "./command.ts";
import { blocksOf, pages, root, textOf } from "./markdown.ts";

const blocks = pages.flatMap(blocksOf);
const title = ({ page, line }: { page: string; line: number }): string => `${page}:${line}`;
const named = (language: string) =>
  blocks.filter((block) => block.language === language).map((block) => ({ ...block, title: title(block) }));

/** Regions of the example programs, and cells of the notebooks: all of them are type-checked and executed by other tests. */
function executedCode(): string[] {
  const names = readdirSync(new URL("samples/", root));
  const regions = names
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [...textOf(`samples/${name}`).matchAll(/^\/\/ #region .*\n([\s\S]*?)^\/\/ #endregion/gm)])
    .map((match) => match[1] ?? "");
  const cells = names
    .filter((name) => name.endsWith(".ipynb"))
    .flatMap(
      (name) => (JSON.parse(textOf(`samples/${name}`)) as { cells: { cell_type: string; source: string[] }[] }).cells,
    )
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => `${cell.source.join("")}\n`);
  return [...regions, ...cells];
}

test("there are examples, all in languages that a test looks at", () => {
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.filter(({ language }) => !["sh", "console", "ts"].includes(language)).map(title)).toEqual([]);
});

describe("shell examples run", () => {
  test.each(named("sh"))("$title", async ({ code }) => {
    for (const line of code.trim().split("\n")) {
      if (line === "npm ci && npm test") {
        expect(JSON.parse(textOf("package.json"))).toHaveProperty("scripts.test");
        continue;
      }
      const printed = await runCommand(line);
      expect([0, 1], line).toContain(printed.code);
      expect(printed.stdout.length, line).toBeGreaterThan(0);
      expect(printed.stderr, line).not.toMatch(/stackgraph:|Error/);
    }
  });
});

const isTranscript = (code: string): boolean => code.startsWith("$ ");

describe("commands for a node are valid shell", () => {
  test.each(named("console").filter(({ code }) => !isTranscript(code)))("$title", ({ code }) => {
    expect(spawnSync("bash", ["-n"], { input: code, encoding: "utf8" }).stderr).toBe("");
  });
});

test.each(pages)("%s: transcripts show what the command prints in 80 columns", async (page) => {
  let text = textOf(page);
  for (const { code } of blocksOf(page).filter((block) => isTranscript(block.code))) {
    const command = code.slice(0, code.indexOf("\n") + 1);
    const { stdout } = await runCommand(command.trim().slice(2));
    text = text.replace(code, () => command + stdout);
  }
  // vitest --update writes the transcripts.
  await expect(text).toMatchFileSnapshot(`../../${page}`);
});

describe("TypeScript examples are parts of executed files", () => {
  const executed = executedCode();
  test.each(named("ts"))("$title", ({ code }) => {
    expect(executed).toContain(code);
  });
});
