// Makes dist/ from src/: tsc, then what tsc leaves behind (generated parsers, JSON and WebAssembly files), then the mode of the command.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../dist/", import.meta.url));
const tsc = fileURLToPath(import.meta.resolve("typescript/lib/tsc.js"));

/** tsc copies neither a .js with its .d.ts beside it nor anything that is not code. */
const isAsset = (path) =>
  /[\\/]generated[\\/].*\.(js|d\.ts)$|\.(json|wasm)$/.test(path) && !path.endsWith("tsconfig.json");

const command = join(target, "cli", "bin.js");

// `npx stackgraph` in this folder makes npm link the package into its cache and run `prepare` once more: keep what is built.
if (process.env["npm_command"] === "exec" && existsSync(command)) process.exit();

rmSync(target, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", source], { stdio: ["ignore", "inherit", "inherit"] });
if (status !== 0) process.exit(status ?? 1);

cpSync(source, target, {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || isAsset(relative(source, path)),
});
if (existsSync(command)) chmodSync(command, 0o755);
