import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const samples = new URL("../../samples/", import.meta.url);

/** `file:line: text` or, inside an escaped one-line record, `file:line/recordLine: text`. */
export type Cite = string;

export interface TrueGoroutine {
  readonly dump: string;
  readonly goroutine: number;
  readonly cites: readonly Cite[];
}

export interface TrueWaiter {
  readonly goroutine: number;
  readonly mode: "lock" | "rlock";
  readonly minutes?: number;
  readonly site: { readonly func: string; readonly at: string };
  readonly cites: readonly Cite[];
}

export interface TrueLock {
  readonly dump: string;
  readonly kind: "mutex" | "rwmutex";
  readonly address?: string;
  readonly addressIs: "exact" | "field";
  readonly within?: string;
  readonly name: string;
  readonly waiterCount: number;
  readonly waitersShow?: string;
  readonly ages?: Readonly<Record<string, number>>;
  readonly waiters: readonly TrueWaiter[];
  readonly owner: {
    /** "ambiguous": one of `goroutines`, and the dump does not tell which. */
    readonly verdict: "owner" | "ambiguous";
    readonly goroutines: readonly number[];
    readonly why: string;
    readonly cites: readonly Cite[];
  };
}

export interface TrueCall {
  readonly protocol: "grpc" | "ttrpc" | "http";
  readonly service: string;
  readonly method: string;
  readonly client: TrueGoroutine;
  readonly server?: TrueGoroutine;
  /** Servers that fit as well: the dumps do not tell which one it is. */
  readonly or?: readonly TrueGoroutine[];
}

export interface TrueStep extends TrueGoroutine {
  readonly via?: "lock" | "rpc" | "channel" | "waitgroup" | "cond";
  readonly minutes?: number;
  readonly request?: string;
  /** Goroutines that fit in this place as well. */
  readonly or?: readonly TrueGoroutine[];
}

export interface TrueChain {
  readonly victims: number;
  readonly victimsByDump: Readonly<Record<string, number>>;
  readonly steps: readonly TrueStep[];
  readonly end: {
    readonly kind: string;
    /** Kinds that fit as well. */
    readonly orKinds?: readonly string[];
    readonly verb?: string;
    readonly pid?: number;
    /** Processes that fit as well. */
    readonly or?: readonly number[];
    readonly cites: readonly Cite[];
  };
  readonly below: readonly {
    readonly names: readonly string[];
    readonly pid?: number;
    readonly why: string;
    readonly cites: readonly Cite[];
  }[];
}

export interface TrueDump {
  readonly dump: string;
  readonly process: string;
  readonly pid?: number;
  readonly container?: string;
  readonly takenAt?: string;
  readonly file: string;
  readonly alsoIn?: { readonly file: string; readonly line: number };
  readonly goroutines: number;
  readonly cites: readonly Cite[];
}

/** What a person found in a sample by reading its files: samples/README.md explains the fields. */
export interface Truth {
  readonly sample: string;
  readonly story: string;
  /** What the lab did to bring it about: what is real, and what stands in for something. */
  readonly arranged?: string;
  readonly dumps: readonly TrueDump[];
  readonly locks: readonly TrueLock[];
  readonly calls: readonly TrueCall[];
  readonly chains: readonly TrueChain[];
  readonly streams: readonly {
    readonly dump: string;
    readonly goroutines: readonly number[];
    readonly cites: readonly Cite[];
  }[];
}

/** A file of a sample or folder, as `diagnose` takes it. */
export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names of the folders under samples/ that hold a truth, sorted. */
export function sampleNames(): string[] {
  return readdirSync(samples, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("truth.json"))
    .map((path) => path.replace(/[\\/]truth\.json$/, ""))
    .sort();
}

export function truthOf(sample: string): Truth {
  return JSON.parse(readFileSync(new URL(`${sample}/truth.json`, samples), "utf8")) as Truth;
}

/** The captured files of a sample, without its truth; `only` keeps those names. */
export function filesOf(sample: string, only?: readonly string[]): SampleFile[] {
  return readdirSync(new URL(`${sample}/`, samples))
    .filter((name) => name !== "truth.json" && (only === undefined || only.includes(name)))
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(`${sample}/${name}`, samples))) }));
}

/** Text of a captured file, unpacked. */
export function textOf(file: SampleFile): string {
  return new TextDecoder().decode(file.name.endsWith(".gz") ? gunzipSync(file.bytes) : file.bytes);
}
