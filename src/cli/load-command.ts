import type * as Command from "./command.ts";

// Imports of Node's modules load all that they export, streams and the like among it: more than is needed here.
const fs = process.getBuiltinModule("node:fs");
const { Script } = process.getBuiltinModule("node:vm");

type Run = (
  exports: object,
  require: (name: string) => unknown,
  importModule: (name: string) => Promise<unknown>,
  url: string,
) => void;

export interface LoadedCommand {
  readonly command: typeof Command.command;
  /** Keeps what V8 has compiled until now for the next run, when that has not been done. Never fails: the next run is slower then. */
  keep(): void;
}

/** One for each version and set of flags that somebody runs it with; more would be an accident. */
const mostKept = 8;

/**
 * Loads the bundle of the command. Compiling it takes longer than diagnosing a small incident, so V8's compiled code is kept in a folder
 * beside it, as Python does: who can write there can change the code itself, and only the code's owner writes. V8 compares no more of the
 * code than its length: the bundle ends with a comment that holds a hash of it, which names the file, together with what says how Node was
 * started.
 */
export function loadCommand(bundle: URL): LoadedCommand {
  // The build sees to it that a character is a byte: nothing needs to be decoded.
  const code = fs.readFileSync(bundle, "latin1");
  const kept = new URL(`compiled/${code.slice(-16)}-${nodeName()}`, bundle);
  const cachedData = readIfThere(kept);
  const script = new Script(code, { filename: bundle.href, ...(cachedData && { cachedData }) });
  const exports = {} as typeof Command;
  const run: Run = script.runInThisContext();
  run(
    exports,
    (name) => process.getBuiltinModule(name),
    (name) => load(name, bundle),
    bundle.href,
  );
  return {
    command: exports.command,
    keep: () => {
      if (!cachedData || script.cachedDataRejected) write(kept, bundle, script);
    },
  };
}

/** Version, processor, and the options of this run, which V8 compares, as part of a file's name. */
function nodeName(): string {
  const { version, arch, execArgv, env } = process;
  return [version, arch, ...execArgv, env["NODE_OPTIONS"] ?? ""]
    .join("_")
    .replace(/[^\w.]+/g, "_")
    .slice(0, 100);
}

/** A module beside the bundle, or a package. Those that hold one text are read: to compile them takes longer than all of their use. */
async function load(name: string, bundle: URL): Promise<unknown> {
  if (!name.startsWith(".")) return import(name);
  const url = new URL(name, bundle);
  const text = name.includes("/generated/") ? fs.readFileSync(url, "latin1") : "";
  return text === "" ? import(url.href) : { text: text.slice(text.indexOf("`") + 1, text.lastIndexOf("`")) };
}

function readIfThere(file: URL): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function write(kept: URL, bundle: URL, script: InstanceType<typeof Script>): void {
  const folder = new URL(".", kept);
  const scratch = new URL(`${kept.href}.${process.pid}`);
  try {
    if (process.getuid && process.getuid() !== fs.statSync(bundle).uid) return;
    fs.mkdirSync(folder, { recursive: true });
    if (fs.readdirSync(folder).length >= mostKept) return;
    fs.writeFileSync(scratch, script.createCachedData(), { flag: "wx" });
    fs.renameSync(scratch, kept);
  } catch {
    // A folder that cannot be written, a full disk, another runtime: the next run compiles as well.
    removeIfThere(scratch);
  }
}

function removeIfThere(file: URL): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // It stays.
  }
}
