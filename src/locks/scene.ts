import type { Held, LockFacts } from "../facts/lock-facts.ts";
import type { Dump, FuncName, Goroutine } from "../model/dump.ts";
import type { FrameWords } from "./frame-words.ts";
import type { LockDraft } from "./group-waiters.ts";
import type { Feature } from "./weights.ts";

/** Everything that the evidence rules may ask about one lock. Built once per lock. */
export interface Scene {
  readonly dump: Dump;
  readonly draft: LockDraft;
  readonly facts: LockFacts;
  /** Positions in the dump of the goroutines that wait for this lock. */
  readonly waiting: ReadonlySet<number>;
  /** Who must hold it: readers when a writer waits for readers to leave, a writer when readers wait and no writer does, else anybody. */
  readonly heldBy: "readers" | "writer" | "any";
  /** How many contended locks of the dump are asked for in the same functions on the same object, this one included: shards of one table. */
  readonly shards: number;
  /** Functions that ask for the lock, with the lines they ask at. */
  readonly sites: ReadonlyMap<FuncName, readonly Site[]>;
  /** The same for functions of these packages further out on the way to the lock: the lines of the calls that led there. */
  readonly ways: ReadonlyMap<FuncName, readonly Place[]>;
  /** Import paths of the sites' functions. */
  readonly packages: ReadonlySet<string>;
  /** Age of the oldest waiter, when a header prints one. */
  readonly oldest: number | undefined;
  /** All that can hold the lock, see `suspectsOf`. Made when asked for: it looks at the whole dump. */
  suspects(): readonly Goroutine[] | undefined;
  /** See `unheldBySource` in unheld.ts. */
  unheldBySource(): "abandonedBySource" | "abandonedBesideHolders" | undefined;
  /** See `isUntouched` in untouched.ts. */
  isUntouched(): boolean;
  /** What a goroutine holds by the source: not on other objects, and on those. */
  holdsOf(goroutine: Goroutine): Pick<Subject, "held" | "elsewhere">;
  /** The object of this very lock that a goroutine took it on, as its frames show; undefined when they do not. */
  tookOn(goroutine: Goroutine, held: Held): string | undefined;
  /** Trusted words of a goroutine's frames. */
  wordsOf(goroutine: Goroutine): readonly FrameWords[];
  /** In how many goroutines, other than the waiters, a pointer of interest stands as a trusted value. */
  othersWith(pointer: string): number;
  /** Positions in the dump of all goroutines that show one of these pointers of interest. */
  showing(pointers: readonly string[]): ReadonlySet<number>;
  /** The same without the waiters, of which there may be ten thousand. */
  othersShowing(pointers: readonly string[]): Set<number>;
  /** In how many stacks of other, not idle goroutines a method of this type stands. */
  othersOfType(type: string): number;
  /** Whether active goroutines run methods of this type on several objects, as far as frames show them. */
  severalReceivers(type: string): boolean;
  /** Pointers of the waiters that hardly any other goroutine shows, with a waiter that shows it. */
  readonly rarePointers: ReadonlyMap<string, Goroutine>;
}

export interface Place {
  readonly line: number;
  readonly file: string;
}

export interface Site extends Place {
  readonly mode: "lock" | "rlock";
}

/** A goroutine that may hold the lock, looked at from frame `from` outward. */
export interface Subject {
  readonly goroutine: Goroutine;
  /** 0; for a waiter that may hold the lock already, the frame outside its lock site. */
  readonly from: number;
  /** What the goroutine holds by the source, without locks of the class on other objects. */
  readonly held: readonly Held[];
  /** The same on other objects, as its frames show. */
  readonly elsewhere: readonly Held[];
}

/** What a rule found. */
export interface Clue {
  readonly rule: string;
  /** What its weight belongs to, and how often it counts. */
  readonly feature: Feature;
  readonly scale: number;
  readonly weight: number;
  /** Made for those that are told: of most pairs of lock and goroutine nobody reads it. */
  readonly text: () => string;
  readonly frame?: number;
  /** The one taking of a lock that the clue speaks of: what took the lock there took one lock, however many are waited for. */
  readonly taking?: string;
  /** It says that the lock is held for reading. */
  readonly reading?: true;
  /** Where the fact behind it was read. */
  readonly source?: string;
}

/** One reason for or against a subject; undefined when the rule has nothing to say. */
export type EvidenceRule = (scene: Scene, subject: Subject) => Clue | undefined;
