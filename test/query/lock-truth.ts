import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Diagnosis, OwnerVerdict } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";

type Verdict = OwnerVerdict["verdict"];

export interface TrueLock {
  readonly kind: "mutex" | "rwmutex" | "waitgroup";
  readonly address?: string | null;
  readonly waiters: readonly { readonly goroutine: number; readonly mode: string }[];
  readonly owner: {
    readonly verdict: Verdict;
    readonly goroutines: readonly number[];
    /** Other verdicts that are right from the dump alone. */
    readonly also_accept?: readonly Verdict[];
  };
}

/** What is known of a dump: `truth.json` beside it. */
export interface LockTruth {
  readonly bug: string;
  readonly goroutines: Readonly<Record<string, number | null>>;
  readonly goroutines_also_accept?: Readonly<Record<string, readonly number[]>>;
  readonly locks: readonly TrueLock[];
  /** Locks whose waiters have no header. */
  readonly locks_without_id?: readonly unknown[];
  readonly deadlock: {
    readonly cycle: boolean;
    readonly goroutines?: readonly number[];
    readonly via?: string;
    readonly also_accept?: { readonly cycle: boolean };
  };
}

/** Folders below `root` that hold a truth, as paths relative to it, in order. */
export function truthFolders(root: URL, below = ""): string[] {
  if (existsSync(new URL(`${below}truth.json`, root))) return [below.slice(0, -1)];
  return readdirSync(new URL(below || ".", root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => truthFolders(root, `${below}${name}/`))
    .sort();
}

export function truthOf(root: URL, folder: string): LockTruth {
  return JSON.parse(readFileSync(new URL(`${folder}/truth.json`, root), "utf8")) as LockTruth;
}

/** The diagnosis of the dump in a folder. */
export function diagnoseDump(root: URL, folder: string): Promise<Diagnosis> {
  return diagnose([{ name: "dump.txt", bytes: new Uint8Array(readFileSync(new URL(`${folder}/dump.txt`, root))) }]);
}

/** Ids in ascending order, the form in which goroutines are compared here. */
export function ids(list: readonly { readonly goroutine: number }[]): number[] {
  return list.map(({ goroutine }) => goroutine).sort((a, b) => a - b);
}

/** Mutexes and rwmutexes of a truth: what a diagnosis lists. */
export function realLocks({ locks }: LockTruth): TrueLock[] {
  return locks.filter(({ kind }) => kind !== "waitgroup");
}

/** The lock of a diagnosis that has exactly the waiters of a true one. */
export function lockLike({ locks }: Diagnosis, { waiters }: TrueLock): Diagnosis["locks"][number] | undefined {
  const wanted = ids(waiters).join();
  return locks.find((lock) => ids(lock.waiters).join() === wanted);
}

const NAMES_GOROUTINES: readonly Verdict[] = ["owner", "self", "readers"];

/** Whether a verdict is right: the true one, with the true goroutines, or one that the truth accepts as well. */
export function isRight({ verdict, goroutines }: OwnerVerdict, { owner }: TrueLock): boolean {
  if (verdict !== owner.verdict && !owner.also_accept?.includes(verdict)) return false;
  return (
    !NAMES_GOROUTINES.includes(verdict) || ids(goroutines).join() === [...owner.goroutines].sort((a, b) => a - b).join()
  );
}
