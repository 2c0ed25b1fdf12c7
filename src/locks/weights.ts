/**
 * Made by test/puzzles/fit.ts, not by hand. Log-odds of each sort of evidence for one explanation of a lock against the others: conditional
 * logistic regression on 1812 choices of the fitting puzzles, held near a start that was chosen from the meaning of the evidence.
 */
export const weights = {
  /**
   * "None of these": what a candidate has to beat.
   * Not fitted.
   */
  none: 1.2,
  /**
   * The same in a whole dump in which nobody is left who could, or in which the source has been read of all who can: an unknown holder would have to be hidden by a damaged stack.
   * Not fitted.
   */
  noneLeft: 0.3,
  /**
   * "Nobody holds it any more", when no other goroutine of the same code base can.
   * Not fitted.
   */
  abandoned: 1.8,
  /**
   * "Nobody holds it any more", when the lock lies in a type, and nobody but its waiters runs a method of that type or is alone at work in its package.
   * Not fitted.
   */
  abandonedByType: 2.2,
  /**
   * "Nobody holds it any more", when the source has been read of all goroutines that can, and none of them holds a lock of its class.
   * Not fitted.
   */
  abandonedBySource: 2.1,
  /**
   * The same, but some hold a lock of its class, perhaps of other objects.
   * Not fitted.
   */
  abandonedBesideHolders: -1.4,
  /**
   * "Does not hold it", for each candidate where several readers can.
   * Not fitted.
   */
  noReader: 1.2,
  /**
   * The function holds this class of lock at this call, by the source.
   * Fitted to 726 choices.
   */
  holdsBySource: 4.76,
  /**
   * The source says so of some ways to this line only.
   * Not fitted.
   */
  mayHoldBySource: 1.2,
  /**
   * The source has been read, and says that nothing of this class is held there.
   * Fitted to 507 choices.
   */
  notHeldBySource: -3.83,
  /**
   * It stands in the function that a waiter waits in, behind the line where the waiter asks.
   * Not fitted.
   */
  pastLockSite: 2.2,
  /**
   * The same, on the same object.
   * Not fitted.
   */
  pastLockSiteSameObject: 2.8,
  /**
   * Others stand at the same line behind the lock site on the same object: outweighs `pastLockSiteSameObject`.
   * Not fitted.
   */
  notAlonePastLockSite: -3.5,
  /**
   * Others stand at the same line of a method on the lock's object: none of them has taken a mutex there.
   * Fitted to 43 choices.
   */
  twins: -2.22,
  /**
   * Another one stands nearer to the lock site on the same object: at most that one is inside.
   * Fitted to 42 choices.
   */
  behindAnother: -2.42,
  /**
   * It stands in the function that a waiter waits in, before the line where the waiter asks.
   * Fitted to 56 choices.
   */
  beforeLockSite: -2.29,
  /**
   * The same for a function that leads waiters to the lock: had it been taken by then, they would have it, or have given it back.
   * Not fitted.
   */
  beforeWay: -1,
  /**
   * It waits for a condition in a function of the lock: the lock is given back for that time.
   * Not fitted.
   */
  waitsForCondition: -4,
  /**
   * By the source it took a lock of the class on a variable, and the frames show that this is the object of this very lock.
   * Fitted to 529 choices.
   */
  tookThisLock: 3.57,
  /**
   * A method of the very object that the lock belongs to.
   * Fitted to 687 choices.
   */
  sameObject: 3.14,
  /**
   * A method of the same type, its object not shown.
   * Not fitted.
   */
  sameType: 1.4,
  /**
   * The lock lies elsewhere, but the receiver is that of the waiters, and others of the type have other ones.
   * Fitted to 153 choices.
   */
  sameReceiver: 2.61,
  /**
   * The lock lies elsewhere, and the receiver is another one than that of the waiters.
   * Fitted to 25 choices.
   */
  otherReceiver: -0.85,
  /**
   * A closure of the function that asks for the lock, or that function outside of the closure that asks.
   * Not fitted.
   */
  sameFunction: 1.4,
  /**
   * The function that has started the waiters: it shares its variables with them, and waits for them as parents do.
   * Not fitted.
   */
  parentFunction: 0.7,
  /**
   * A method of the same type, but on another object.
   * Fitted to 39 choices.
   */
  otherObject: -2.61,
  /**
   * The lock's address as an argument.
   * Fitted to 32 choices.
   */
  addressInArguments: 2.85,
  /**
   * A method of the same type or package whose name says that the lock is held.
   * Fitted to 98 choices.
   */
  lockedByName: 2.03,
  /**
   * One of few goroutines that can hold the lock at all.
   * Not fitted.
   */
  oneOfFew: 1.5,
  /**
   * A pointer that hardly any other goroutine has.
   * Not fitted.
   */
  rarePointer: 1,
  /**
   * Where several readers can hold it: nothing shows that this one is past the line that takes it.
   * Fitted to 200 choices.
   */
  readerSomewhere: -0.35,
  /**
   * It waits for something itself: holders of contended locks do.
   * Not fitted.
   */
  blocked: 0.4,
  /**
   * It waits for a lock that a waiter of this one holds: the two explain each other.
   * Fitted to 221 choices.
   */
  closesCycle: 1.28,
  /**
   * Waits at least as long as the oldest waiter.
   * Not fitted.
   */
  olderThanWaiters: 0.5,
  /**
   * Came to wait long after the waiters.
   * Not fitted.
   */
  youngerThanWaiters: -1,
  /**
   * Waits for work.
   * Not fitted.
   */
  idle: -5,
  /**
   * Looks like a worker by the shape of its stack only.
   * Not fitted.
   */
  idlePresumed: -1.2,
  /**
   * The goroutine that took the dump.
   * Not fitted.
   */
  running: -1.5,
  /**
   * The waiter itself is in a method of the object further out, called straight through: most such callers do not hold the lock.
   * Not fitted.
   */
  selfDirect: 0.5,
  /**
   * The same for a reader, when a writer waits for readers to leave: somebody is inside, and read locks are taken twice easily.
   * Not fitted.
   */
  selfDirectReader: 1.3,
  /**
   * The same, when nobody else in the dump can hold the lock: it is this one, or the lock was abandoned.
   * Not fitted.
   */
  selfOnlyOne: 2.2,
  /**
   * The same, but through other code: a callback that came back.
   * Not fitted.
   */
  selfReentered: 2.6,
  /**
   * Other waiters have the same stack (times the logarithm of their number): it is the usual way to the lock.
   * Not fitted.
   */
  usualWay: -1,
} as const;

/** A sort of evidence that has a weight. */
export type Feature = keyof typeof weights;
