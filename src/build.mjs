// Makes dist/ from src/: the types by tsc, the code by rolldown, then the files that code reads (JSON, WebAssembly), then the mode of the
// command. One file a module would be simpler, but loading three hundred of them takes 0.1 s, as long as diagnosing a small incident.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, isAbsolute, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const source = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../dist/", import.meta.url));
const tsc = fileURLToPath(import.meta.resolve("typescript/lib/tsc.js"));

/** tsc copies neither a .d.ts nor anything that is not code. */
const isAsset = (path) => /[\\/]generated[\\/].*\.d\.ts$|\.(json|wasm)$/.test(path) && !path.endsWith("tsconfig.json");

/** The entries of package.json. */
const entries = ["index", "node/index", "cli/bin"];

/** Large and seldom needed all: the library and the command load the same files. */
const catalogues = readdirSync(join(source, "facts", "releases", "generated"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `facts/releases/generated/${basename(file, ".ts")}`);

const command = join(target, "cli", "bin.js");

const options = { external: (id) => !/^[./]/.test(id) && !isAbsolute(id) };

/** The library. Shared code one folder deep, as the modules of src/ are: what they read beside them by `import.meta.url` lies at the same distance. */
async function bundleLibrary() {
  const input = Object.fromEntries([...entries, ...catalogues].map((entry) => [entry, join(source, `${entry}.ts`)]));
  const bundle = await rolldown({ ...options, input });
  await bundle.write({ dir: target, chunkFileNames: "shared/[name].js", comments: { legal: true, jsdoc: false } });
  await bundle.close();
}

/**
 * The command, with its dependencies, as one script whose compiled code can be kept (src/cli/load-command.ts): as modules it takes three times as
 * long to load. It ends with its own hash.
 */
async function bundleCommand() {
  // Of commander and fflate only what needs neither processes nor workers is used: each of these takes Node 5 ms to load.
  const unused = "\0child-process";
  const withoutUnused = {
    name: "without-unused",
    resolveId: (id) => (id === "node:child_process" ? unused : undefined),
    load: (id) => (id === unused ? "module.exports = {};" : undefined),
  };
  const isCatalogue = (id) => /releases\/generated\/\w+\.ts$/.test(id);
  const bundle = await rolldown({
    input: join(source, "cli", "command.ts"),
    platform: "node",
    external: (id) => id === "web-tree-sitter" || isCatalogue(id),
    plugins: [withoutUnused],
    resolve: { alias: { fflate: "fflate/browser" } },
    transform: { define: { "import.meta.url": "moduleUrl" } },
  });
  const { output } = await bundle.generate({
    format: "cjs",
    codeSplitting: false,
    comments: { legal: true, jsdoc: false },
    // Names stay: reports of internal errors show them.
    minify: { compress: false, mangle: false, codegen: true },
    paths: (id) => (isCatalogue(id) ? `../facts/releases/generated/${basename(id, ".ts")}.js` : id),
  });
  await bundle.close();
  const [{ moduleIds, ...made }] = output;
  // A script has no import and no address of its own: load-command.ts gives it both.
  const script = made.code.replaceAll(/\bimport\((?=["`])/g, "importModule(");
  const code = asciiOnly(`(function (exports, require, importModule, moduleUrl) {${script}\n})`);
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  writeFileSync(join(target, "cli", "command.cjs"), `${code}\n//${hash}`);
  writeFileSync(join(target, "cli", "command.licenses.txt"), licensesOf(moduleIds));
}

/** Other characters as escapes, which strings and patterns read alike: V8 keeps code of bytes as it is, and needs half the memory. */
function asciiOnly(code) {
  if (/String\.raw`[^`]*[^\0-\x7f]/.test(code)) throw new Error("a raw string would show the escape of a character");
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** load-command.ts reads the text of a catalogue's module as it stands there. */
function checkCatalogues() {
  for (const name of catalogues) {
    const [before, text, ...after] = readFileSync(join(target, `${name}.js`), "latin1").split("`");
    const isPlain = before.endsWith("= ") && after.length === 1 && /^[\n -~]+$/.test(text) && !/\\|\$\{/.test(text);
    if (!isPlain) throw new Error(`${name} is more than one text without escapes`);
  }
}

/** Names, versions and licences of the packages that a bundle holds. */
function licensesOf(moduleIds) {
  const folders = moduleIds.map((id) => /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]);
  const texts = [...new Set(folders.filter(Boolean))].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const license = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (!license) throw new Error(`${name} has no licence file: it cannot be part of the command`);
    return `${name} ${version}\n\n${readFileSync(join(folder, license), "utf8").trim()}\n`;
  });
  return `command.cjs holds these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

// `npx stackgraph` in this folder makes npm link the package into its cache and run `prepare` once more: keep what is built.
if (process.env["npm_command"] === "exec" && existsSync(command)) process.exit();

rmSync(target, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", source], { stdio: ["ignore", "inherit", "inherit"] });
if (status !== 0) process.exit(status ?? 1);

await bundleLibrary();
checkCatalogues();
await bundleCommand();
cpSync(source, target, {
  recursive: true,
  filter: (path) => statSync(path).isDirectory() || isAsset(relative(source, path)),
});
chmodSync(command, 0o755);
// The first run keeps what is compiled: here it is this one. A package that is published holds none of it, since it fits one version of Node only.
const sample = fileURLToPath(new URL("../samples/docker-20.10.24-node-dbus", import.meta.url));
if (existsSync(sample) && spawnSync(process.execPath, [command, sample], { stdio: "ignore" }).status !== 1)
  throw new Error("the built command does not find what is wrong in a sample");
