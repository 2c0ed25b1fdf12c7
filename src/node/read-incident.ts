import { statSync } from "node:fs";
import { join } from "node:path";
import { StackgraphError } from "../model/error.ts";
import type { InputFile } from "../model/input.ts";
import type { OnProgress } from "../model/progress.ts";
import { findFiles } from "./find-files.ts";
import type { Incident, InputProblem } from "./incident.ts";
import { readFileBytes } from "./read-file.ts";

/** Options of `readIncident`. */
export interface ReadOptions {
  /** Is told how many bytes have been read, between pieces of large files. */
  readonly onProgress?: OnProgress;
}

/**
 * Reads the files of an incident: every path is a file or a folder, and all files in a folder, at any depth, belong to the incident. A file
 * that cannot be read is a problem beside the others, not an error.
 *
 * @param paths files and folders, in the order in which their files shall come; files of one folder come in the order of their names. With
 *   more than one path the names of a folder's files begin with the folder as given.
 * @throws StackgraphError `ERR_INVALID_ARGUMENT` without a path; `ERR_UNREADABLE_INPUT` when nothing at all could be read: the message names
 *   each file and says why.
 */
export async function readIncident(paths: readonly string[], { onProgress }: ReadOptions = {}): Promise<Incident> {
  if (paths.length === 0) throw new StackgraphError("ERR_INVALID_ARGUMENT", "readIncident: no path was given.");
  const files: InputFile[] = [];
  const problems: InputProblem[] = [];
  let before = 0;
  const add = async (path: string, name: string): Promise<void> => {
    const result = await readFileBytes(path, name, (bytes) =>
      onProgress?.({ stage: "reading", done: before + bytes, goroutines: 0 }),
    );
    if (result instanceof Uint8Array) {
      files.push({ name, bytes: result });
      before += result.length;
    } else problems.push(result);
  };
  for (const path of new Set(paths)) {
    if (!isFolder(path)) {
      await add(path, path);
      continue;
    }
    const found = findFiles(path);
    problems.push(...found.problems);
    if (found.names.length === 0 && found.problems.length === 0) {
      problems.push({ code: "empty", name: path, message: `${path}: the folder has no files.` });
    }
    for (const name of found.names)
      await add(join(path, name), paths.length > 1 ? `${path.replace(/\/+$/, "")}/${name}` : name);
  }
  if (files.length === 0) {
    throw new StackgraphError("ERR_UNREADABLE_INPUT", problems.map(({ message }) => message).join("\n"));
  }
  return { files, problems };
}

/** A path that leads nowhere is no folder: reading it as a file says why. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
