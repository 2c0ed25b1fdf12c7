import { FileIndex, lastOf, type SourceFiles } from "./file-index.ts";
import { type Declaration, type GoFile, makeGoFile } from "./go-file.ts";
import type { GoParser } from "./go-parser.ts";

/** A package: the files of one folder with one package clause. */
export interface GoPackage {
  readonly folder: string;
  readonly name: string;
  /** A declaration by name, a method as "Type.name". */
  declaration(key: string): Declaration | undefined;
  /** Whether any type of the package declares a method of this name. */
  hasMethod(name: string): boolean;
  /** Its files. */
  readonly files: readonly string[];
}

/** Reads, parses and remembers files when they are asked for. */
export class Workspace {
  readonly index: FileIndex;
  readonly #sources: SourceFiles;
  readonly #parser: GoParser;
  readonly #texts = new Map<string, string | undefined>();
  readonly #files = new Map<string, GoFile | undefined>();
  readonly #packages = new Map<string, GoPackage>();
  readonly #imports = new Map<string, string | undefined>();
  /** Where import paths lie, learned from frames that tell both: ["github.com/docker/docker", "/src/moby"]. */
  readonly #prefixes = new Map<string, string>();

  constructor(sources: SourceFiles, parser: GoParser) {
    this.#sources = sources;
    this.#parser = parser;
    this.index = new FileIndex(sources.names);
  }

  text(name: string): string | undefined {
    if (!this.#texts.has(name)) this.#texts.set(name, this.#sources.read(name));
    return this.#texts.get(name);
  }

  file(name: string): GoFile | undefined {
    if (!this.#files.has(name)) {
      const text = this.text(name);
      this.#files.set(name, text === undefined ? undefined : makeGoFile(name, text, this.#parser));
    }
    return this.#files.get(name);
  }

  /** Learns that the package `importPath` lies in `folder`, and so where its neighbours lie. */
  learn(importPath: string, folder: string): void {
    const [path, place] = [importPath.split("/"), folder.split("/")];
    while (path.length > 1 && place.length > 1 && path.at(-1) === place.at(-1)) {
      path.pop();
      place.pop();
    }
    const prefix = path.join("/");
    if (!this.#prefixes.has(prefix)) this.#prefixes.set(prefix, place.join("/"));
  }

  /** The package that `file` belongs to. */
  packageOf(file: GoFile): GoPackage {
    return this.#packageIn(file.folder, file.packageName);
  }

  /** An imported package; undefined when its source is not at hand or it is not clear which folder it is. */
  imported(importPath: string, from: GoFile): GoPackage | undefined {
    const key = `${importPath} ${from.folder}`;
    if (!this.#imports.has(key)) this.#imports.set(key, this.#folderOf(importPath, from.folder));
    const folder = this.#imports.get(key);
    if (folder === undefined) return undefined;
    const first = this.index.inFolder(folder).find((name) => !name.endsWith("_test.go"));
    const name = first === undefined ? undefined : this.file(first)?.packageName;
    return name === undefined ? undefined : this.#packageIn(folder, name);
  }

  #folderOf(importPath: string, from: string): string | undefined {
    for (const [prefix, place] of this.#prefixes) {
      if (importPath !== prefix && !importPath.startsWith(`${prefix}/`)) continue;
      const folder = place + importPath.slice(prefix.length);
      if (this.index.inFolder(folder).length > 0) return folder;
    }
    const found = this.index.foldersEnding(importPath);
    if (found.length < 2) return found[0];
    // A vendored copy hides the others for the tree around it.
    const shared = found.map((folder) => ({ folder, length: commonStart(folder, from) }));
    shared.sort((a, b) => b.length - a.length);
    const [best, next] = shared;
    return best && best.length > (next?.length ?? 0) ? best.folder : undefined;
  }

  #packageIn(folder: string, name: string): GoPackage {
    const key = `${folder} ${name}`;
    let known = this.#packages.get(key);
    if (!known) {
      known = this.#makePackage(folder, name);
      this.#packages.set(key, known);
    }
    return known;
  }

  #makePackage(folder: string, name: string): GoPackage {
    const files = this.index
      .inFolder(folder)
      .filter((file) => this.file(file)?.packageName === name)
      .sort((a, b) => rank(a) - rank(b));
    const places = new Map<string, string>();
    const methods = new Set<string>();
    for (const file of files) {
      for (const key of this.file(file)?.declarations.keys() ?? []) {
        if (!places.has(key)) places.set(key, file);
        const dot = key.indexOf(".");
        if (dot >= 0) methods.add(key.slice(dot + 1));
      }
    }
    return {
      folder,
      name,
      files,
      declaration: (key) => {
        const place = places.get(key);
        return place === undefined ? undefined : this.file(place)?.declarations.get(key);
      },
      hasMethod: (method) => methods.has(method),
    };
  }
}

/** Several files may declare one name for several systems: the one that is most likely built comes first. */
function rank(name: string): number {
  const base = lastOf(name).replace(/\.go$/, "");
  if (base.endsWith("_test")) return 5;
  if (/_linux(_|$)/.test(base)) return 0;
  if (/_(unix|posix|amd64)$/.test(base)) return 1;
  if (
    /_(windows|darwin|freebsd|netbsd|openbsd|dragonfly|solaris|plan9|js|wasm|aix|illumos|android|ios)(_|$)/.test(base)
  )
    return 4;
  return /(unsupported|stub|other|no[a-z]+)$/.test(base) ? 3 : 2;
}

function commonStart(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return length;
}
