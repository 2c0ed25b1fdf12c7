import type { TemplateOptions, TemplatePart } from "./line-template.ts";

/** What differs from line to line in a prefix. */
export interface Variation extends TemplateOptions {
  readonly parts: readonly TemplatePart[];
}

/** A part of a prefix that differs from line to line wherever it stands. */
interface Clock {
  readonly name: string;
  readonly pattern: RegExp;
  readonly isMixed?: true;
  readonly example: string;
}

export const CLOCKS: readonly Clock[] = [
  {
    name: "TAI64N label",
    pattern: /(?<=@)[0-9a-f]{24}/g,
    isMixed: true,
    example: "@400000006742f1a40b2f8c3c goroutine 1 [running]:",
  },
  {
    name: "day and clock",
    pattern: /(?:\d{4}[-/]\d\d[-/]\d\d[T_ ])?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?/g,
    example: "[15:51:56.076] goroutine 1 [running]:",
  },
  {
    name: "seconds since 1970",
    pattern: /\b1\d{9,18}(?:\.\d+)?\b/g,
    example: "1795449116.076421 goroutine 1 [running]:",
  },
];

/** With the blanks that stand for digits before or behind a shorter number. */
const NUMBER = / *\d+(?: {2,}(?=\S))?/g;
/** A hash, whole or not, or an id of hexadecimal digits. */
const HASH = /(?<![0-9a-z])(?=[a-f-]*\d)(?=[\d-]*[a-f])[0-9a-f]{7,}(?![0-9a-z])/g;
const LONGEST = 512;

/**
 * Ways in which the prefixes of one process's lines may differ, the narrowest first: other processes' lines may have prefixes that differ
 * from them in numbers.
 */
export function variationsOf(prefix: Uint8Array): readonly Variation[] {
  // One character a byte: places in it are places in the bytes.
  const text = String.fromCharCode(...prefix.subarray(0, LONGEST));
  const clocks = CLOCKS.flatMap(({ pattern, isMixed }) => partsOf(text, pattern, isMixed));
  const numbers = merged(clocks, partsOf(text, NUMBER));
  const hashes = partsOf(text, HASH, true);
  return [
    { parts: merged([], clocks) },
    { parts: numbers },
    ...(hashes.length > 0 ? [{ parts: merged(merged(hashes, clocks), numbers) }] : []),
    ...(text.includes(":") ? [{ parts: numbers, isGrep: true }] : []),
  ];
}

function partsOf(text: string, pattern: RegExp, isMixed?: true): TemplatePart[] {
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
    ...(isMixed && { isMixed }),
  }));
}

/** Parts in their order, without those that overlap one of the first. */
function merged(first: readonly TemplatePart[], others: readonly TemplatePart[]): TemplatePart[] {
  const parts = [...first];
  for (const part of others)
    if (!parts.some(({ start, end }) => part.start < end && start < part.end)) parts.push(part);
  return parts.sort((a, b) => a.start - b.start);
}
