import { expect, test } from "vitest";
import { fitTemperature } from "./temperature.ts";

const said = (confidence: number, right: number, of: number) =>
  Array.from({ length: of }, (_, index) => ({ confidence, right: index < right }));

test.each([
  ["what was right as often as said is left", said(0.8, 80, 100), 1],
  ["what was right more often is made surer", said(0.8, 9412, 10_000), 2],
  ["what was right less often is made less sure", said(0.8, 6667, 10_000), 0.5],
])("%s", (_, all, slope) => {
  expect(fitTemperature(all)).toBeCloseTo(slope, 1);
});
