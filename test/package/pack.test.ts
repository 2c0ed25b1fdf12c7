import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Every file that package.json points to from `exports` and `bin`, without "./". */
const entries = ((): string[] => {
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    bin: Record<string, string>;
    exports: Record<string, string | Record<string, string>>;
  };
  const targets = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === "string" ? [entry] : Object.values(entry),
  );
  return [...targets, ...Object.values(manifest.bin)].map((target) => target.replace("./", ""));
})();

/** What `npm publish` would upload, as far as it exists now. */
function packedFiles(): string[] {
  const command = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const output = execFileSync("npm", command, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [packed] = JSON.parse(output) as [{ files: { path: string }[] }];
  return packed.files.map(({ path }) => path);
}

test("each entry of the package has a source", () => {
  for (const entry of entries.filter((path) => path.startsWith("dist/"))) {
    const source = entry.replace(/^dist/, "src").replace(/\.(js|d\.ts)$/, ".ts");
    expect(existsSync(join(project, source)), source).toBe(true);
  }
});

test("the package holds the library, the grammars and the papers", { timeout: 60_000 }, () => {
  const files = packedFiles();
  const others = files.filter((path) => !/^(dist|grammar)\//.test(path));
  expect(others.toSorted()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  for (const file of readdirSync(join(project, "grammar"))) expect(files).toContain(`grammar/${file}`);
});

test.skipIf(!existsSync(join(project, "dist")))(
  "the built package holds its entries, schemas and the WebAssembly that it loads",
  () => {
    const files = packedFiles();
    expect(files).toEqual(expect.arrayContaining(entries));
    expect(files.filter((path) => /^dist\/.*\.schema\.json$/.test(path)).length).toBeGreaterThanOrEqual(2);
    expect(files.filter((path) => /^dist\/.*\.wasm$/.test(path))).toHaveLength(1);
    expect(
      files.filter((path) => /\.test\.|build\.mjs$|tsconfig|\.peggy$/.test(path) && path.startsWith("dist/")),
    ).toEqual([]);
  },
);
