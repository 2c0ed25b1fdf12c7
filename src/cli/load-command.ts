import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import type * as Command from "./command.ts";

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
 * code than its length: the bundle ends with a comment that holds a hash of it, which names the file, together with V8's version and flags.
 */
export function loadCommand(bundle: URL): LoadedCommand {
  const file = fileURLToPath(bundle);
  const require = createRequire(file);
  const code = readFileSync(file, "utf8");
  const folder = join(dirname(file), "compiled");
  const name = `${code.slice(-16)}-${cachedDataVersionTag().toString(36)}`;
  const cachedData = readIfThere(join(folder, name));
  const script = new Script(`(function (exports, require, __filename, importModule) {${code}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const exports = {} as typeof Command;
  script.runInThisContext()(exports, require, file, (name: string) => {
    return import(name.startsWith(".") ? new URL(name, bundle).href : name);
  });
  return {
    command: exports.command,
    keep: () => {
      if (!cachedData || script.cachedDataRejected) write(folder, name, file, script);
    },
  };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function write(folder: string, name: string, file: string, script: Script): void {
  const scratch = join(folder, `${name}.${process.pid}`);
  try {
    if (process.getuid && process.getuid() !== statSync(file).uid) return;
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length >= mostKept) return;
    writeFileSync(scratch, script.createCachedData(), { flag: "wx" });
    renameSync(scratch, join(folder, name));
  } catch {
    // A folder that cannot be written, a full disk, another runtime: the next run compiles as well.
    removeIfThere(scratch);
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays.
  }
}
