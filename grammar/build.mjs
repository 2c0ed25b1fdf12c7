// Compiles every grammar/*.peggy with peggy's command line, as peggy.config.mjs says. A parser that is newer than its grammar is
// left alone (--force compiles all); a new one is moved into place in one step, because tests may be reading the old one.
// Go's grammar comes compiled, as WebAssembly inside an npm package: it is copied.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaults, grammars } from "./peggy.config.mjs";
import { makeReusable } from "./reusable-parser.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const peggy = fileURLToPath(import.meta.resolve("peggy/bin/peggy.js"));
const force = process.argv.includes("--force");

/** Time of the last change in ms; 0 when there is no such file. */
function changed(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function compile(name) {
  const { stage, startRules, returnTypes } = { ...defaults, ...grammars[name] };
  const source = join(here, `${name}.peggy`);
  const folder = join(here, "..", "src", stage, "generated");
  const outputs = [`${name}.js`, `${name}.d.ts`];
  const inputs = [source, ...["peggy.config.mjs", "reusable-parser.mjs", "build.mjs"].map((file) => join(here, file))];
  if (!force && Math.min(...outputs.map((o) => changed(join(folder, o)))) > Math.max(...inputs.map(changed)))
    return true;

  mkdirSync(folder, { recursive: true });
  const scratch = mkdtempSync(join(folder, ".tmp-"));
  try {
    const options = ["--format", "es", "--dts", "--return-types", JSON.stringify(returnTypes)];
    options.push("--allowed-start-rules", startRules.join(","), "--output", join(scratch, outputs[0]), source);
    const { status } = spawnSync(process.execPath, [peggy, ...options], { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) return false;
    const [code, types] = outputs.map((output) => readFileSync(join(scratch, output), "utf8"));
    const made = makeReusable({ code, types });
    writeFileSync(join(scratch, outputs[0]), made.code);
    writeFileSync(join(scratch, outputs[1]), made.types);
    for (const output of outputs) renameSync(join(scratch, output), join(folder, output));
    return true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function copyGo() {
  const source = fileURLToPath(import.meta.resolve("tree-sitter-go/tree-sitter-go.wasm"));
  const wasm = basename(source);
  const folder = join(here, "..", "src", "facts", "generated");
  if (!force && changed(join(folder, wasm)) > changed(source)) return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(source, join(folder, `${wasm}.new`));
  renameSync(join(folder, `${wasm}.new`), join(folder, wasm));
}

copyGo();
const names = readdirSync(here).filter((file) => file.endsWith(".peggy"));
const failed = names.map((file) => basename(file, ".peggy")).filter((name) => !compile(name));
if (failed.length > 0) {
  console.error(`Not compiled: ${failed.join(", ")}`);
  process.exitCode = 1;
}
