import type { FuncName, StackFrame } from "../../model/dump.ts";
import type { LockClass } from "../fact.ts";
import { lastOf } from "../source/file-index.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { decodeBodies } from "./decode-bodies.ts";
import { applyScript } from "./edit-script.ts";
import { decodePlaces, type FunctionPlaces, type Place } from "./file-places.ts";
import type { ReadBody } from "./read-function.ts";
import { NumberReader, readNumbers } from "./varint.ts";

/** A function through the releases of a catalogue. */
export interface KnownFunction {
  readonly package: string;
  readonly file: string;
  /** "Daemon.ContainerExecStart" */
  readonly name: string;
  readonly variants: readonly (readonly ReadBody[])[];
  /** By release; undefined where the function does not exist or is not described. */
  readonly at: readonly (Place | undefined)[];
}

/** Facts of the releases of one program, decoded when they are asked for. */
export class ReleaseCatalogue {
  readonly program: string;
  readonly releases: readonly string[];
  /** Those behind which there can be others that it does not have. */
  readonly open: ReadonlySet<string>;
  readonly #rows: ReadonlyMap<string, ReadonlyMap<string, Rows>>;
  readonly #places: readonly string[];
  readonly #bodies: readonly string[];
  readonly #changes: readonly string[];
  readonly #callees: readonly string[];
  readonly #classNames: readonly string[];
  readonly #classes = new Map<string, LockClass>();
  readonly #read = new Map<string, readonly Entry[]>();
  readonly #mains: readonly string[];

  constructor(file: CatalogueFile) {
    this.#rows = rowsOf(file.packages);
    this.#places = file.places.split(" ");
    this.#bodies = file.bodies.split(" ");
    this.#changes = file.changes.split(" ");
    this.program = file.program;
    this.releases = file.releases;
    this.open = new Set(file.open ?? file.releases.slice(-1));
    this.#callees = file.callees.split(" ");
    const classes = file.classes === "" ? [] : file.classes.split(" ");
    this.#classNames = classes.map((name) => name.slice(2));
    this.#mains = [...(this.#rows.get("main")?.keys() ?? [])];
    for (const text of classes) {
      const name = text.slice(2);
      const kind = text.startsWith("r:") ? "rwmutex" : "mutex";
      this.#classes.set(name, { name, kind, askedBy: [], source: file.program });
    }
  }

  /** The lock class of a name that the catalogue uses. */
  class(name: string): LockClass | undefined {
    return this.#classes.get(name);
  }

  /** Functions that a frame can run, by its function's name and its file's. */
  candidates({ func, location }: StackFrame): readonly KnownFunction[] {
    if (!location) return [];
    const base = lastOf(location.file.replaceAll("\\", "/"));
    const file = func.package === "main" ? this.#mains.find((path) => endsWithPath(location.file, path)) : base;
    if (file === undefined) return [];
    // Decoding takes time: only what bears the name, or what a closure may lie in.
    return this.#functions(func.package, file)
      .filter(({ name }) => isNamedAlike(name, func) || isInVariable(func))
      .map(({ decode }) => decode())
      .filter((known) => isNamed(known, func));
  }

  /** Every function; for looking them up by name. */
  *all(): Generator<KnownFunction> {
    for (const [path, files] of this.#rows)
      for (const file of files.keys()) for (const { decode } of this.#functions(path, file)) yield decode();
  }

  #functions(path: string, file: string): readonly Entry[] {
    const key = `${path} ${file}`;
    const entries = this.#read.get(key) ?? this.#entries(path, file);
    this.#read.set(key, entries);
    return entries;
  }

  #entries(path: string, file: string): readonly Entry[] {
    const rows = this.#rows.get(path)?.get(file);
    if (!rows) return [];
    const { names, from } = rows;
    const places = decodePlaces(this.#places.slice(from, from + names.length), this.releases.length);
    return places.map((place, index) => {
      const name = names[index]?.replace(/#\d+$/, "") ?? "";
      let known: KnownFunction | undefined;
      const decode = (): KnownFunction => {
        known ??= { package: path, file, name, at: place.at, variants: this.#variants(place, from + index) };
        return known;
      };
      return { name, decode };
    });
  }

  #variants({ ends }: FunctionPlaces, row: number): ReadBody[][] {
    const names = { callees: this.#callees, classes: this.#classNames };
    const changes = new NumberReader(readNumbers(this.#changes[row] ?? ""));
    let numbers = readNumbers(this.#bodies[row] ?? "");
    return ends.map((end, variant) => {
      if (variant > 0) numbers = applyScript(numbers, changes);
      return decodeBodies(numbers, end, names);
    });
  }
}

/** A function of the catalogue, decoded when it is asked for. */
interface Entry {
  readonly name: string;
  readonly decode: () => KnownFunction;
}

/** The functions of a file; `from` is the first one's place among those of the catalogue. */
interface Rows {
  readonly names: readonly string[];
  readonly from: number;
}

function rowsOf(packages: CatalogueFile["packages"]): Map<string, Map<string, Rows>> {
  let from = 0;
  const rows = new Map<string, Map<string, Rows>>();
  for (const [path, files] of Object.entries(packages)) {
    const inPackage = new Map<string, Rows>();
    rows.set(path, inPackage);
    for (const [file, text] of Object.entries(files)) {
      const names = text.split(" ");
      inPackage.set(file, { names, from });
      from += names.length;
    }
  }
  return rows;
}

/** "Daemon.ContainerExecStart" */
function nameOf({ receiver, name }: FuncName): string {
  return receiver === undefined ? name : `${receiver}.${name}`;
}

function endsWithPath(file: string, path: string): boolean {
  const whole = file.replaceAll("\\", "/");
  return whole === path || whole.endsWith(`/${path}`);
}

/** Whether a frame's function can be this one, or a closure in it. */
function isNamed({ name, variants }: KnownFunction, func: FuncName): boolean {
  if (name === nameOf(func)) return true;
  if (variants.some((bodies) => bodies[0]?.depth !== 0)) return isInVariable(func);
  return isNamedAlike(name, func);
}

/** The same by names alone. */
function isNamedAlike(name: string, func: FuncName): boolean {
  const { name: own, closure, pointerReceiver } = func;
  if (name === nameOf(func)) return true;
  if (closure === "") return false;
  // A closure of a function that was inlined carries both names.
  const last = name.slice(name.lastIndexOf(".") + 1);
  return (last === own && !pointerReceiver) || closure.split(".").includes(last);
}

/** Whether this is a literal in a package variable ("glob..func1", "init.func1"). */
function isInVariable({ name, closure }: FuncName): boolean {
  return closure !== "" && /^(glob|init)$/.test(name);
}
