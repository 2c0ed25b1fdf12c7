import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, sample } from "./command.ts";

const dump = readFileSync(sample("docker-28.5.2-attach-reader/dockerd.log.gz"));

test("a path with spaces and quotes is one word of the shell", async () => {
  const folder = await mkdtemp(join(tmpdir(), "stackgraph paths "));
  const file = join(folder, "it's dockerd.log");
  await writeFile(file, dump);
  const { stdout } = await command(["diagnose", file]);
  await rm(folder, { recursive: true });
  expect(stdout).toContain(`stackgraph show dockerd:145 '${folder}/it'\\''s dockerd.log'\n`);
});

test("what came on stdin has no name", async () => {
  const { stdout } = await command(["diagnose", "-"], { stdin: dump });
  expect(stdout).toContain("stackgraph show dockerd:145 FILE\n");
});
