import type { FuncName, StackFrame } from "../../model/dump.ts";
import type { LockClass } from "../fact.ts";
import { lastOf } from "../source/file-index.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import type { Names } from "./decode-bodies.ts";
import { KnownFiles, type KnownFunction } from "./known-files.ts";
import { isInVariable, isNamedAlike, nameOf } from "./names-alike.ts";

const NONE: readonly KnownFunction[] = [];

/** Facts of the releases of one program, decoded when they are asked for. */
export class ReleaseCatalogue {
  readonly program: string;
  readonly releases: readonly string[];
  /** Those behind which there can be others that it does not have. */
  readonly open: ReadonlySet<string>;
  readonly #files: KnownFiles;
  readonly #classTexts: readonly string[];
  #classes: ReadonlyMap<string, LockClass> | undefined;
  /** A function of a dump is nearly always in one file. */
  readonly #found = new WeakMap<FuncName, { readonly path: string; readonly functions: readonly KnownFunction[] }>();

  constructor(file: CatalogueFile) {
    this.program = file.program;
    this.releases = file.releases;
    this.open = new Set(file.open ?? file.releases.slice(-1));
    this.#classTexts = file.classes === "" ? [] : file.classes.split(" ");
    let names: Names | undefined;
    this.#files = new KnownFiles(file, () => {
      names ??= { callees: file.callees.split(" "), classes: this.#classTexts.map((text) => text.slice(2)) };
      return names;
    });
  }

  /** The lock class of a name that the catalogue uses. */
  class(name: string): LockClass | undefined {
    this.#classes ??= new Map(this.#classTexts.map((text) => [text.slice(2), this.#classOf(text)]));
    return this.#classes.get(name);
  }

  #classOf(text: string): LockClass {
    const kind = text.startsWith("r:") ? "rwmutex" : "mutex";
    return { name: text.slice(2), kind, askedBy: [], source: this.program };
  }

  /** Whether it has functions of a package. */
  describes(path: string): boolean {
    return this.#files.hasPackage(path);
  }

  /** Functions that a frame can run, by its function's name and its file's. */
  candidates({ func, location }: StackFrame): readonly KnownFunction[] {
    if (!location || !this.#files.hasPackage(func.package)) return NONE;
    const found = this.#found.get(func);
    if (found?.path === location.file) return found.functions;
    const functions = this.#find(func, location.file);
    this.#found.set(func, { path: location.file, functions });
    return functions;
  }

  #find(func: FuncName, path: string): readonly KnownFunction[] {
    const whole = path.replaceAll("\\", "/");
    const file = func.package === "main" ? this.#mainFile(whole) : lastOf(whole);
    if (file === undefined) return NONE;
    const inVariable = isInVariable(func);
    // Decoding takes time: only what bears the name, or what a closure may lie in.
    return this.#files
      .functions(func.package, file)
      .filter(({ name }) => inVariable || isNamedAlike(name, func))
      .map(({ decode }) => decode())
      .filter((known) => isNamed(known, func));
  }

  #mainFile(whole: string): string | undefined {
    return this.#files.filesOf("main").find((path) => whole === path || whole.endsWith(`/${path}`));
  }

  /** Every function; for looking them up by name. */
  *all(): Generator<KnownFunction> {
    for (const { decode } of this.#files.all()) yield decode();
  }
}

/** Whether a frame's function can be this one, or a closure in it. */
function isNamed({ name, variants }: KnownFunction, func: FuncName): boolean {
  if (name === nameOf(func)) return true;
  if (variants.some((bodies) => bodies[0]?.depth !== 0)) return isInVariable(func);
  return isNamedAlike(name, func);
}
