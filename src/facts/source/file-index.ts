/** Go source to read, by whoever can: a folder, a bundle, files that a page was given. */
export interface SourceFiles {
  /** Paths of all .go files, with slashes. */
  readonly names: readonly string[];
  /** Text of a file out of `names`; undefined when it cannot be read. */
  read(name: string): string | undefined;
}

/** Finds files and folders by the end of their paths. */
export class FileIndex {
  readonly #byBase = new Map<string, string[]>();
  readonly #byFolder = new Map<string, string[]>();
  readonly #foldersByLast = new Map<string, string[]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      push(this.#byBase, lastOf(name), name);
      const folder = folderOf(name);
      if (!this.#byFolder.has(folder)) push(this.#foldersByLast, plain(lastOf(folder)), folder);
      push(this.#byFolder, folder, name);
    }
  }

  /**
   * Files that a path in a dump can mean, longest common end first. At least two elements must agree, "@v1.2.3" of a module cache left
   * aside; when none does, a file that alone has this name.
   */
  candidates(path: string): string[] {
    const wanted = path.replaceAll("\\", "/");
    const named = this.#byBase.get(lastOf(wanted)) ?? [];
    const ranked = named
      .map((name) => ({ name, common: commonEnd(name, wanted) }))
      .filter(({ common }) => common >= 2)
      .sort((a, b) => b.common - a.common || compare(a.name, b.name));
    if (ranked.length > 0) return ranked.map(({ name }) => name);
    return named.length === 1 ? [...named] : [];
  }

  /** The .go files of a folder. */
  inFolder(folder: string): readonly string[] {
    return this.#byFolder.get(folder) ?? [];
  }

  /** Folders whose path ends in all elements of an import path. */
  foldersEnding(importPath: string): string[] {
    const length = importPath.split("/").length;
    return (this.#foldersByLast.get(plain(lastOf(importPath))) ?? []).filter(
      (folder) => Math.floor(commonEnd(folder, importPath)) >= length,
    );
  }
}

/** "/a/b" of "/a/b/c.go". */
export function folderOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

/** "c.go" of "/a/b/c.go". */
export function lastOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** Number of elements that two paths have in common, counted from the end; a bit more for each that agrees with its version. */
function commonEnd(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let common = 0;
  let exact = 0;
  while (common < left.length && common < right.length) {
    const [one, other] = [left[left.length - 1 - common] ?? "", right[right.length - 1 - common] ?? ""];
    if (plain(one) !== plain(other)) break;
    if (one === other) exact++;
    common++;
  }
  return common + exact / 1000;
}

/** A path element without the version of a module cache, and with its capital letters ("!azure" stands for "Azure"). */
function plain(element: string): string {
  return element.replace(/@v[^/]*$/, "").replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
