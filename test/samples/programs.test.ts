import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";

const samples = new URL("../../samples/", import.meta.url);
const programs = readdirSync(samples).filter((name) => name.endsWith(".ts"));

test("there are programs", () => {
  expect(programs).toContain("library.ts");
});

test.each(programs)("samples/%s runs and prints its result", async (program) => {
  const printed: string[] = [];
  vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    printed.push(values.join(" "));
  });
  await import(new URL(program, samples).href);
  expect(printed[0]).toMatch(/^8 goroutines: waits for `runc exec`/);
});
