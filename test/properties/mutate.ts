import fc from "fast-check";

/** A change of a text's lines, and the lines of the original that it touched (0-based). */
export interface Mutation {
  readonly lines: readonly string[];
  readonly touched: readonly number[];
}

const KINDS = ["delete", "duplicate", "swap", "corrupt", "insert"] as const;

/** Something that a log may print between the lines of a dump, or that looks like a part of one. */
const FOREIGN = [
  'time="2026-11-23T15:54:14Z" level=info msg="shim disconnected"',
  "goroutine 7",
  "created by",
  "\t/x.go:",
  "main.f(0x1",
  "...",
  "panic: boom",
  "\ufffd\u0000\u202e",
  "}}}}{{{{((((",
];

/** One random change of a text. */
export function mutation(lines: readonly string[]): fc.Arbitrary<Mutation> {
  const at = fc.nat({ max: lines.length - 1 });
  return fc
    .record({
      kind: fc.constantFrom(...KINDS),
      at,
      other: at,
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      foreign: fc.constantFrom(...FOREIGN),
    })
    .map((choice) => apply(lines, choice));
}

interface Choice {
  readonly kind: (typeof KINDS)[number];
  readonly at: number;
  readonly other: number;
  readonly cut: number;
  readonly foreign: string;
}

function apply(lines: readonly string[], { kind, at, other, cut, foreign }: Choice): Mutation {
  const line = lines[at] ?? "";
  const place = Math.floor(cut * line.length);
  switch (kind) {
    case "delete":
      return { lines: lines.toSpliced(at, 1), touched: [at - 1, at, at + 1] };
    case "duplicate":
      return { lines: lines.toSpliced(at, 0, line), touched: [at - 1, at, at + 1] };
    case "swap":
      return {
        lines: lines.with(at, lines[other] ?? "").with(other, line),
        touched: [at - 1, at, at + 1, other - 1, other, other + 1],
      };
    case "corrupt":
      return {
        lines: lines.with(at, line.slice(0, place) + foreign + line.slice(place + 1)),
        touched: [at - 1, at, at + 1],
      };
    case "insert":
      return { lines: lines.toSpliced(at, 0, foreign), touched: [at - 1, at] };
  }
}
