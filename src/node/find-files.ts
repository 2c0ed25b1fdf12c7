import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { InputProblem } from "./incident.ts";
import { problemOf } from "./problem.ts";

/** Folders nest this deep in a real collection of dumps at most; more is a wrong folder. */
const deepest = 16;

/** A sosreport-like folder has thousands of files; more is a wrong folder (a home directory, the root). */
const most = 10_000;

/**
 * The regular files below a folder, in the order of their names: paths relative to it, with slashes. Hidden files and folders are left out;
 * links to files are followed, links to folders are not (they may lead in circles), sockets, pipes and devices are no dumps.
 */
export function findFiles(folder: string): { names: string[]; problems: InputProblem[] } {
  const names: string[] = [];
  const problems: InputProblem[] = [];
  walk("", 0);
  return { names, problems };

  function walk(inside: string, depth: number): void {
    const here = inside === "" ? folder : join(folder, inside);
    if (depth > deepest) {
      problems.push({ code: "too-deep", name: here, message: `${here}: not read, folders nest too deep.` });
      return;
    }
    for (const entry of entriesOf(here).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith(".")) continue;
      const name = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) walk(name, depth + 1);
      else if (entry.isFile() || (entry.isSymbolicLink() && leadsToFile(join(folder, name)))) names.push(name);
      if (names.length > most) {
        names.length = most;
        if (!problems.some(({ code }) => code === "too-many")) {
          problems.push({
            code: "too-many",
            name: folder,
            message: `${folder}: only its first ${most.toLocaleString("en-US")} files were read.`,
          });
        }
        return;
      }
    }
  }

  function entriesOf(here: string): Dirent[] {
    try {
      return readdirSync(here, { withFileTypes: true });
    } catch (error) {
      problems.push(problemOf(error, here));
      return [];
    }
  }
}

function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
