import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { modelJson } from "../../src/view/model-json.ts";
import { renderText } from "../../src/view/text.ts";
import { validate } from "./schema/validate.ts";

const folder = new URL("../fixtures/go-versions/", import.meta.url);
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".txt")) : [];

// One test for all files: each takes a few milliseconds.
test("what dumps of every Go version give fits the schemas and the page", { timeout: 120_000 }, async () => {
  expect(names.length).toBeGreaterThan(100);
  for (const name of names) {
    const bytes = readFileSync(new URL(name, folder));
    const diagnosis = await diagnose([{ name, bytes }]);
    validate("Diagnosis", diagnosis);
    const page = renderText(diagnosis, { width: 80 });
    const long = page.split("\n").filter((line) => [...line].length > 80 && !line.startsWith("        "));
    expect({ name, long }).toEqual({ name, long: [] });
    const dumps = diagnosis.dumps.map(({ goroutines: _, ...summary }, at) => ({
      summary,
      goroutines: parse(bytes, { name }).dumps[at]?.goroutines ?? [],
    }));
    validate("ParsedModel", JSON.parse([...modelJson(dumps)].join("")));
  }
});

test("a profile that counts goroutines alike tells how many wait, without ids", async () => {
  const bytes = readFileSync(new URL("pprof-1.22.10.txt", folder));
  const diagnosis = await diagnose([{ name: "pprof-1.22.10.txt", bytes }]);
  expect(diagnosis.locks.find(({ dump }) => dump === "other#1")?.waitersWithoutId).toBe(4);
  expect(renderText(diagnosis, { width: 80 })).toContain(
    "other#1: 4 goroutines without id wait for the mutex of main.W\n    its owner is not known\n",
  );
  expect(diagnosis.findings).toContainEqual(
    expect.objectContaining({ id: "blocked-on-lock", severity: "warning", goroutines: [] }),
  );
});
