import { afterEach, beforeEach, expect, vi } from "vitest";

// The library prints nothing. A test that leads to console output fails, unless it has replaced the method itself (vi.spyOn).
const methods = ["debug", "error", "info", "log", "warn"] as const;

const printed: string[] = [];

beforeEach(() => {
  printed.length = 0;
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      printed.push(`console.${method}: ${values.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(printed, "console output during the test").toEqual([]);
});
