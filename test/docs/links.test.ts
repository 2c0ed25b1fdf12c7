import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pages, root, textOf } from "./markdown.ts";

/** The anchor that a heading gets on GitHub. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[`*_]/g, "")
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

describe.each(pages)("%s", (page) => {
  const targets = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");

  test("links lead to files and headings that are there", () => {
    const broken = targets
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [path = "", heading] = target.split("#");
        const file = path === "" ? new URL(page, root) : new URL(path, new URL(page, root));
        if (!existsSync(file)) return true;
        if (heading === undefined) return false;
        const headings = [...textOf(file.pathname.slice(root.pathname.length)).matchAll(/^#+ (.*)$/gm)];
        return !headings.some((match) => anchor(match[1] ?? "") === heading);
      });
    expect(broken).toEqual([]);
  });

  test("links to the web are https", () => {
    expect(targets.filter((target) => target.startsWith("http:"))).toEqual([]);
  });
});
