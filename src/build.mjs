// Makes dist/ from src/: the types by tsc, the code by rolldown, then the files that code reads (JSON, WebAssembly), then the mode of the
// command. One file a module would be simpler, but loading three hundred of them takes 0.1 s, as long as diagnosing a small incident.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync, statSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const source = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../dist/", import.meta.url));
const tsc = fileURLToPath(import.meta.resolve("typescript/lib/tsc.js"));

/** tsc copies neither a .d.ts nor anything that is not code. */
const isAsset = (path) => /[\\/]generated[\\/].*\.d\.ts$|\.(json|wasm)$/.test(path) && !path.endsWith("tsconfig.json");

/** The entries of package.json. */
const entries = ["index", "node/index", "cli/bin"];

const command = join(target, "cli", "bin.js");

// `npx stackgraph` in this folder makes npm link the package into its cache and run `prepare` once more: keep what is built.
if (process.env["npm_command"] === "exec" && existsSync(command)) process.exit();

rmSync(target, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", source], { stdio: ["ignore", "inherit", "inherit"] });
if (status !== 0) process.exit(status ?? 1);

const bundle = await rolldown({
  input: Object.fromEntries(entries.map((entry) => [entry, join(source, `${entry}.ts`)])),
  external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
});
// Shared code one folder deep, as the modules of src/ are: what they read beside them by `import.meta.url` lies at the same distance.
await bundle.write({ dir: target, chunkFileNames: "shared/[name].js", comments: { legal: true, jsdoc: false } });
await bundle.close();

cpSync(source, target, {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || isAsset(relative(source, path)),
});
if (existsSync(command)) chmodSync(command, 0o755);
