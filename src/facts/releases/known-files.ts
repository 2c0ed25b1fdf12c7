import type { CatalogueFile } from "./catalogue-file.ts";
import { decodeBodies, type Names } from "./decode-bodies.ts";
import { applyScript } from "./edit-script.ts";
import { decodePlaces, type FunctionPlaces, type PlaceRun } from "./file-places.ts";
import type { ReadBody } from "./read-function.ts";
import { NumberReader, readNumbers } from "./varint.ts";

/** A function through the releases of a catalogue. */
export interface KnownFunction {
  readonly package: string;
  readonly file: string;
  /** "Daemon.ContainerExecStart" */
  readonly name: string;
  readonly variants: readonly (readonly ReadBody[])[];
  /** Where it is, in the order of the releases; none where it does not exist or is not described. */
  readonly runs: readonly PlaceRun[];
}

/** A function of a catalogue, decoded when it is asked for. */
export interface Entry {
  readonly name: string;
  readonly decode: () => KnownFunction;
}

/** The files of a package; `from` is the first one's place among those of the catalogue. */
interface Package {
  readonly files: Readonly<Record<string, string>>;
  readonly from: number;
}

/** The functions of a catalogue, file by file. A run asks for a few files of a thousand: the others are not even split into functions. */
export class KnownFiles {
  readonly #packages = new Map<string, Package>();
  readonly #columns: {
    readonly places: readonly string[];
    readonly bodies: readonly string[];
    readonly changes: readonly string[];
  };
  readonly #releases: number;
  readonly #names: () => Names;
  readonly #entries = new Map<string, readonly Entry[]>();

  constructor({ packages, places, bodies, changes, releases }: CatalogueFile, names: () => Names) {
    let from = 0;
    for (const [path, files] of Object.entries(packages)) {
      this.#packages.set(path, { files, from });
      from += Object.keys(files).length;
    }
    this.#columns = { places: places.split(";"), bodies: bodies.split(";"), changes: changes.split(";") };
    this.#releases = releases.length;
    this.#names = names;
  }

  hasPackage(path: string): boolean {
    return this.#packages.has(path);
  }

  filesOf(path: string): string[] {
    return Object.keys(this.#packages.get(path)?.files ?? {});
  }

  /** The functions of a file, in the order in which they stand there. */
  functions(path: string, file: string): readonly Entry[] {
    const key = `${path} ${file}`;
    let entries = this.#entries.get(key);
    if (!entries) {
      entries = this.#read(path, file);
      this.#entries.set(key, entries);
    }
    return entries;
  }

  *all(): Generator<Entry> {
    for (const path of this.#packages.keys()) for (const file of this.filesOf(path)) yield* this.functions(path, file);
  }

  #read(path: string, file: string): Entry[] {
    const { files, from } = this.#packages.get(path) ?? { files: {}, from: 0 };
    if (!Object.hasOwn(files, file)) return [];
    const names = files[file]?.split(" ") ?? [];
    const row = from + Object.keys(files).indexOf(file);
    const places: FunctionPlaces[] = [];
    let reader: Iterator<FunctionPlaces, void> | undefined;
    // A function's places are told from those before it, and most of a file is behind what is asked for.
    const placesOf = (index: number): FunctionPlaces | undefined => {
      reader ??= decodePlaces(textsOf(this.#columns.places, row), this.#releases);
      for (let next = places.length; next <= index; next++) {
        const { value } = reader.next();
        if (!value) break;
        places.push(value);
      }
      return places[index];
    };
    return names.map((text, index) => {
      const name = text.replace(/#\d+$/, "");
      let known: KnownFunction | undefined;
      const decode = (): KnownFunction => {
        known ??= { package: path, file, name, ...this.#decode(placesOf(index), row, index) };
        return known;
      };
      return { name, decode };
    });
  }

  #decode(places: FunctionPlaces | undefined, row: number, index: number): Pick<KnownFunction, "runs" | "variants"> {
    const { bodies, changes } = this.#columns;
    const changed = new NumberReader(readNumbers(textsOf(changes, row)[index] ?? ""));
    let numbers = readNumbers(textsOf(bodies, row)[index] ?? "");
    const names = this.#names();
    const variants = places?.ends.map((end, variant) => {
      if (variant > 0) numbers = applyScript(numbers, changed);
      return decodeBodies(numbers, end, names);
    });
    return { runs: places?.runs ?? [], variants: variants ?? [] };
  }
}

function textsOf(column: readonly string[], row: number): string[] {
  return (column[row] ?? "").split(" ");
}
