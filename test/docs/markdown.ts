import { readdirSync, readFileSync } from "node:fs";

export const root: URL = new URL("../../", import.meta.url);

/** The pages that people read; the generated API reference is not among them. */
export const pages: readonly string[] = [
  "README.md",
  "samples/README.md",
  ...readdirSync(new URL("docs/", root))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `docs/${name}`),
];

export interface Block {
  readonly page: string;
  readonly line: number;
  /** What stands behind the opening fence: "sh", "ts" … */
  readonly language: string;
  readonly code: string;
}

export function textOf(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** The fenced blocks of a page. */
export function blocksOf(page: string): Block[] {
  const text = textOf(page);
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split("\n").length,
    language: match[1] ?? "",
    code: match[2] ?? "",
  }));
}
