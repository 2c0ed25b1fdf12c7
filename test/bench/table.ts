import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Spread } from "./stopwatch.ts";

const PAGE = "docs/performance.md";

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** "1.95 (1.90–2.01)" */
export function withSpread({ median, low, high }: Spread): string {
  return `${short(median)} (${short(low)}–${short(high)})`;
}

/** Three digits are more than any of these figures deserves. */
export function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function milliseconds({ median }: Spread): string {
  return `${(1000 * median).toFixed(0)} ms`;
}

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "CPU"}, Node ${process.versions.node}`;
}

/** Puts a text between the page's marks of this name, and prints it. */
export function publish(name: string, text: string): void {
  process.stdout.write(`\n${text}\n`);
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const page = readFileSync(PAGE, "utf8");
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${PAGE} has no place for ${name}.`);
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}
