import { lastOf } from "../source/file-index.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { editScript } from "./edit-script.ts";
import { encodeBodies, type Numbering } from "./encode-bodies.ts";
import { addRun, encodePlaces, type PlaceRun } from "./file-places.ts";
import type { ReadBody, ReadFunction } from "./read-function.ts";
import { shortClassNames } from "./short-class-names.ts";
import { writeNumbers } from "./varint.ts";

/** A function through the releases. */
interface Entry {
  readonly variants: (readonly ReadBody[])[];
  /** Numbers of the variants by their text. */
  readonly known: Map<string, number>;
  readonly runs: PlaceRun[];
}

type Kinds = ReadonlyMap<string, "mutex" | "rwmutex">;

/** Puts releases of a program together, oldest first, each function once for all releases in which it is the same. */
export class CatalogueBuilder {
  readonly #program: string;
  readonly #releases: string[] = [];
  readonly #modules = new Set<string>();
  readonly #packages = new Map<string, Map<string, Map<string, Entry>>>();
  readonly #kinds = new Map<string, "mutex" | "rwmutex">();
  /** Classes of each release: those that occur together need different names. */
  readonly #together: Set<string>[] = [];

  constructor(program: string) {
    this.#program = program;
  }

  /** `functions`: those that are worth keeping; `module`: the import path of the tree. */
  add(release: string, module: string, functions: readonly ReadFunction[], kinds: Kinds): void {
    const index = this.#releases.push(release) - 1;
    this.#modules.add(module);
    for (const [name, kind] of kinds) this.#kinds.set(name, kind);
    const classes = new Set<string>();
    this.#together.push(classes);
    const times = new Map<string, number>();
    for (const { package: path, file, name, line, bodies } of functions) {
      const files = valueAt(this.#packages, path, () => new Map<string, Map<string, Entry>>());
      const entries = valueAt(files, path === "main" ? file : lastOf(file), () => new Map<string, Entry>());
      // There can be several functions called init.
      const time = (times.get(`${path} ${file} ${name}`) ?? 0) + 1;
      times.set(`${path} ${file} ${name}`, time);
      const entry = valueAt(entries, time > 1 ? `${name}#${time}` : name, () => ({
        variants: [],
        known: new Map(),
        runs: [],
      }));
      // The end of the first body is no part of the numbers.
      const text = `${bodies[0]?.end} ${encodeBodies(bodies, plainNumbering).join()}`;
      let variant = entry.known.get(text);
      if (variant === undefined) {
        variant = entry.variants.push(bodies) - 1;
        entry.known.set(text, variant);
      }
      addRun(entry.runs, { variant, line, from: index, to: index + 1 });
      for (const used of classesOf(bodies)) classes.add(used);
    }
  }

  /** `open`: see `CatalogueFile.open`. */
  finish(open?: readonly string[]): CatalogueFile {
    const numbering = this.#numbering();
    const packages: Record<string, Record<string, string>> = {};
    const columns = { places: [] as string[], bodies: [] as string[], changes: [] as string[] };
    for (const [path, files] of sorted(this.#packages)) {
      const named: Record<string, string> = {};
      packages[path] = named;
      for (const [file, entries] of sorted(files)) {
        const inOrder = [...entries].sort(([, a], [, b]) => lastLine(a) - lastLine(b));
        named[file] = inOrder.map(([name]) => name).join(" ");
        const functions = inOrder.map(([, { variants, runs }]) => ({ ends: variants.map(endOf), runs }));
        columns.places.push(encodePlaces(functions, this.#releases.length).join(" "));
        const numbers = inOrder.map(([, { variants }]) => variants.map((bodies) => encodeBodies(bodies, numbering)));
        columns.bodies.push(numbers.map(([first = []]) => writeNumbers(first)).join(" "));
        columns.changes.push(numbers.map(changesOf).join(" "));
      }
    }
    return {
      format: "stackgraph.facts/3",
      program: this.#program,
      modules: [...this.#modules].sort(),
      releases: this.#releases,
      ...(open && { open }),
      callees: numbering.callees.join(" "),
      classes: numbering.classes.join(" "),
      packages,
      places: columns.places.join(";"),
      bodies: columns.bodies.join(";"),
      changes: columns.changes.join(";"),
    };
  }

  #numbering(): Numbering & { readonly callees: readonly string[]; readonly classes: readonly string[] } {
    const callees = new Counter();
    const used = new Counter();
    for (const files of this.#packages.values()) {
      for (const entries of files.values()) {
        for (const { variants } of entries.values()) {
          for (const bodies of variants) {
            for (const name of classesOf(bodies)) used.add(name);
            for (const { points } of bodies) for (const { callee } of points) callees.add(callee);
          }
        }
      }
    }
    const short = shortClassNames(this.#together, this.#kinds);
    const classes = new Counter();
    for (const [name, count] of used.counts) classes.add(short.get(name) ?? name, count);
    const calleeList = callees.byCount();
    const classList = classes.byCount();
    const [calleeAt, classAt] = [placesOf(calleeList), placesOf(classList)];
    return {
      callees: calleeList,
      classes: classList,
      callee: (name) => calleeAt.get(name) ?? 0,
      class: (name) => (name === undefined ? 0 : (classAt.get(short.get(name) ?? name) ?? -1) + 1),
    };
  }
}

/** Numbers for comparing variants: all that matters is that equal names have equal ones. */
const plain = new Map<string, number>();
const numberOf = (name: string): number => valueAt(plain, name, () => plain.size);
const plainNumbering: Numbering = { callee: numberOf, class: (name) => (name === undefined ? 0 : numberOf(name) + 1) };

function classesOf(bodies: readonly ReadBody[]): string[] {
  return bodies
    .flatMap(({ points, given }) => [
      ...given.map((effect) => effect.class),
      ...points.flatMap(({ effects, asked }) => [...effects.map((effect) => effect.class), asked?.class]),
    ])
    .filter((name) => name !== undefined);
}

/** Last line of a function, counted from its first. */
function endOf(bodies: readonly ReadBody[]): number {
  return bodies[0]?.end ?? 0;
}

/** Where it starts in the last release that has it. */
function lastLine({ runs }: Entry): number {
  return runs.at(-1)?.line ?? 0;
}

/** How each variant's numbers come out of those of the one before. */
function changesOf(variants: readonly (readonly number[])[]): string {
  const [, ...others] = variants;
  return others.map((next, index) => writeNumbers(editScript(variants[index] ?? [], next))).join("");
}

class Counter {
  readonly counts: Map<string, number> = new Map();

  add(name: string, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  byCount(): string[] {
    return [...this.counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([name]) => name);
  }
}

function placesOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => compare(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function valueAt<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
