import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Files that git tracks, without those that are deleted in the work tree. */
function trackedFiles(): string[] {
  const list = (...options: string[]): string[] =>
    execFileSync("git", ["ls-files", "-z", ...options], { cwd: project, encoding: "utf8" })
      .split("\0")
      .filter(Boolean);
  const deleted = new Set(list("--deleted"));
  return list().filter((file) => !deleted.has(file));
}

const isRepository = ((): boolean => {
  try {
    return trackedFiles().length > 0;
  } catch {
    return false;
  }
})();

/** Real dumps and what real tools printed: their paths are those of the machine where they were taken. */
const isCapture = (file: string): boolean =>
  /^(samples\/[^/]+\/|test\/fixtures\/)/.test(file) && !/\.(ts|mjs|go|sh)$/.test(file);

/** Folders of a person's or a build machine. */
const machinePath = /(?<![\w.~-])\/(work|home|Users)\/[\w.-]+|(?<![\w.~/-])\/root\/[\w.-]+/;

describe.skipIf(!isRepository)("tracked files", () => {
  const texts = trackedFiles()
    .filter((file) => !isCapture(file))
    .map((file) => ({ file, text: readFileSync(join(project, file), "latin1") }));

  // The example of a rule is a real line of a dump: it names folders of the machine where that Go program was built.
  const isExample = (line: string): boolean => /\bexamples?\b/.test(line);

  test("name no folder of a machine", () => {
    const found = texts.flatMap(({ file, text }) =>
      text
        .split("\n")
        .flatMap((line, index) =>
          machinePath.test(line) && !isExample(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
    expect(found).toEqual([]);
  });

  test("name no package registry", () => {
    const configured = execFileSync("npm", ["config", "get", "registry"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const hosts = [new URL(configured.trim()).hostname, ["registry", "npmjs", "org"].join(".")];
    const named = texts.filter(({ text }) => hosts.some((host) => text.includes(host)));
    expect(named.map(({ file }) => file)).toEqual([]);
  });

  test("stand in the agreed folders", () => {
    const top = new Set(trackedFiles().map((file) => file.split("/")[0] ?? ""));
    const agreed = ["src", "grammar", "test", "samples", "docs", "package.json", "package-lock.json", "tsconfig.json"];
    const conventional = ["README.md", "LICENSE", "CHANGELOG.md"];
    const others = [...top].filter((name) => !name.startsWith(".") && ![...agreed, ...conventional].includes(name));
    expect(others).toEqual([]);
  });
});

describe("the lock file", () => {
  const text = readFileSync(join(project, "package-lock.json"), "utf8");

  test("records no download address", () => {
    expect(text).not.toContain('"resolved"');
  });

  // A registry that lacks a package for another platform makes npm leave it out, and `npm ci` then refuses the lock file:
  // take a version of which the registry has all.
  test("holds the optional packages of every platform", () => {
    const { packages } = JSON.parse(text) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(optional.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
  });
});

test("the machine path pattern", () => {
  const inFolder = (folder: string): string => `see "/${folder}/jo/x"`;
  for (const folder of ["home", "Users", "root", "work"]) expect(machinePath.test(inFolder(folder)), folder).toBe(true);
  for (const path of ["github.com/root/x", "containers/work/x", "../work/x", "/usr/lib/go"]) {
    expect(machinePath.test(path), path).toBe(false);
  }
});
