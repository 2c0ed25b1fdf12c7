import { readdir, stat } from "node:fs/promises";
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
export async function findFiles(folder: string): Promise<{ names: string[]; problems: InputProblem[] }> {
  const names: string[] = [];
  const problems: InputProblem[] = [];
  await walk("", 0);
  return { names, problems };

  async function walk(inside: string, depth: number): Promise<void> {
    const here = inside === "" ? folder : join(folder, inside);
    if (depth > deepest) {
      problems.push({ code: "too-deep", name: here, message: `${here}: not read, folders nest too deep.` });
      return;
    }
    const entries = await readdir(here, { withFileTypes: true }).catch((error: unknown) => {
      problems.push(problemOf(error, here));
      return [];
    });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith(".")) continue;
      const name = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) await walk(name, depth + 1);
      else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToFile(join(folder, name))))) names.push(name);
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
}

async function leadsToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (target) => target.isFile(),
    () => false,
  );
}
