import { folderOf } from "../source/file-index.ts";

/** Import paths of the folders of a tree. */
export interface ModulePaths {
  /** Import path of a folder: that of the module and what is behind its root; a vendored one is its own. */
  of(folder: string): string;
}

const IMPORT = /^(?:import[ \t]+|[ \t]+)(?:[\w.]+[ \t]+)?"([^"\s]+)"/gm;

/**
 * Finds out how a tree's packages are imported: `module` when it is known, else the line in go.mod, else the path by which the tree's
 * files import each other most often.
 *
 * @param root folder of the tree, "" or without a slash at its end.
 */
export function modulePaths(
  root: string,
  names: readonly string[],
  read: (name: string) => string | undefined,
  module?: string,
): ModulePaths {
  const prefix = root === "" ? "" : `${root}/`;
  const own = module ?? declared(read(`${prefix}go.mod`)) ?? mostImported(prefix, names, read);
  return {
    of: (folder) => {
      const inside = folder.startsWith(prefix) ? folder.slice(prefix.length) : folder === root ? "" : folder;
      const vendored = /(?:^|\/)vendor\/(?:src\/)?(.+)$/.exec(inside)?.[1];
      if (vendored !== undefined) return vendored;
      return own === "" ? inside : inside === "" ? own : `${own}/${inside}`;
    },
  };
}

function declared(goMod: string | undefined): string | undefined {
  return goMod === undefined ? undefined : /^module[ \t]+"?([^\s"]+)/m.exec(goMod)?.[1];
}

/** So many files are looked at. */
const ENOUGH = 200;

function mostImported(prefix: string, names: readonly string[], read: (name: string) => string | undefined): string {
  const own = names.filter((name) => name.startsWith(prefix) && !/(^|\/)vendor\//.test(name));
  const folders = new Set(own.map((name) => folderOf(name.slice(prefix.length))).filter((folder) => folder !== ""));
  const votes = new Map<string, number>();
  for (const name of own.slice(0, ENOUGH)) {
    for (const [, path = ""] of (read(name) ?? "").matchAll(IMPORT)) {
      const elements = path.split("/");
      for (let cut = 1; cut < elements.length; cut++) {
        const start = elements.slice(0, cut).join("/");
        if (start.includes(".") && folders.has(elements.slice(cut).join("/")))
          votes.set(start, (votes.get(start) ?? 0) + 1);
      }
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
