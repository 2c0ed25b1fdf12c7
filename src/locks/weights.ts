/**
 * Every number of the owner inference, in one place. Log-odds for one hypothesis against the others; chosen by hand, NOT calibrated:
 * they order the candidates of the known cases, and the probabilities made from them say no more than "likely" or "possible".
 */
export const weights = {
  /** "None of these": what a candidate has to beat. */
  none: 1.2,
  /** The same in a whole dump in which nobody is left who could: an unknown holder would have to be hidden by a damaged stack. */
  noneLeft: 0.3,
  /** "Nobody holds it any more", when no other goroutine of the same code base can. */
  abandoned: 1.8,
  /** The function holds this class of lock at this call, by the source. */
  holdsBySource: 4,
  /** It stands in the function that a waiter waits in, behind the line where the waiter asks. */
  pastLockSite: 2.2,
  /** The same, on the same object. */
  pastLockSiteSameObject: 2.8,
  /** Others stand at the same line behind the lock site on the same object: outweighs `pastLockSiteSameObject`. */
  notAlonePastLockSite: -3.5,
  /** It waits for a condition in a function of the lock: the lock is given back for that time. */
  waitsForCondition: -4,
  /** A method of the very object that the lock belongs to. */
  sameObject: 2.6,
  /** A method of the same type, its object not shown. */
  sameType: 1.4,
  /** A closure of the function that asks for the lock, or that function outside of the closure that asks. */
  sameFunction: 1.4,
  /** The function that has started the waiters: it shares its variables with them, and waits for them as parents do. */
  parentFunction: 0.7,
  /** A method of the same type, but on another object. */
  otherObject: -2.5,
  /** The lock's address as an argument. */
  addressInArguments: 2.4,
  /** A method of the same type or package whose name says that the lock is held. */
  lockedByName: 1.8,
  /** One of few goroutines that can hold the lock at all. */
  oneOfFew: 1.5,
  /** A pointer that hardly any other goroutine has. */
  rarePointer: 1,
  /** It waits for something itself: holders of contended locks do. */
  blocked: 0.4,
  /** It waits for a lock that a waiter of this one holds: the two explain each other. */
  closesCycle: 1.2,
  /** Waits at least as long as the oldest waiter. */
  olderThanWaiters: 0.5,
  /** Came to wait long after the waiters. */
  youngerThanWaiters: -1,
  /** Waits for work. */
  idle: -5,
  /** Looks like a worker by the shape of its stack only. */
  idlePresumed: -1.2,
  /** The goroutine that took the dump. */
  running: -1.5,
  /** The waiter itself is in a method of the object further out, called straight through: most such callers do not hold the lock. */
  selfDirect: 0.5,
  /** The same for a reader, when a writer waits for readers to leave: somebody is inside, and read locks are taken twice easily. */
  selfDirectReader: 1.3,
  /** The same, when nobody else in the dump can hold the lock: it is this one, or the lock was abandoned. */
  selfOnlyOne: 2.2,
  /** The same, but through other code: a callback that came back. */
  selfReentered: 2.6,
} as const;

/** Evidence of a pointer or type that many goroutines show says little: `weight / (1 + ln n)`, n = number of other goroutines that show it. */
export function rarity(weight: number, others: number): number {
  return weight / (1 + Math.log(Math.max(1, others)));
}

/** A verdict is given from this probability on; below it several candidates make "ambiguous". */
export const VERDICT_FROM = 0.5;
/** A candidate is listed when its evidence reaches this. */
export const CANDIDATE_FROM = 0.7;
/** Nothing in a dump makes an inferred owner surer than this. */
export const SUREST = 0.97;
/** Nor surer than this while no evidence links it to this very lock: the one holder of its class that is seen may hold another instance. */
export const SUREST_OF_CLASS = 0.9;
/** Rules that link a goroutine to one lock, not only to its type. */
export const LINKING: ReadonlySet<string> = new Set([
  "same-object",
  "address-in-arguments",
  "shares-rare-pointer",
  "closes-cycle",
  "re-entered",
]);
/** An ambiguous verdict names at most this many candidates; more is "unknown". */
export const AMBIGUOUS_UP_TO = 6;
/** An object further than this from its lock's address does not hold it: it is another object that the site happens to be a method of. */
export const LARGEST_OBJECT = 0x4000n;
