/**
 * Made by test/puzzles/fit.ts, not by hand. Log-odds of each sort of evidence for one explanation of a lock against the others: conditional
 * logistic regression on 1814 choices of the fitting puzzles, held near a start that was chosen from the meaning of the evidence.
 */
export const weights = {
  /**
   * "None of these": what a candidate has to beat.
   * In 1323 of the choices.
   */
  none: 1.2,
  /**
   * The same in a whole dump in which nobody is left who could: an unknown holder would have to be hidden by a damaged stack.
   * In 23 of the choices.
   */
  noneLeft: 0.3,
  /**
   * "Nobody holds it any more", when no other goroutine of the same code base can.
   * In 23 of the choices.
   */
  abandoned: 1.8,
  /**
   * "Nobody holds it any more", when the source has been read of all goroutines that can, and none of them holds a lock of its class.
   * In 57 of the choices.
   */
  abandonedBySource: 3,
  /**
   * The same, but some hold a lock of its class, perhaps of other objects.
   * In 580 of the choices.
   */
  abandonedBesideHolders: -0.5,
  /**
   * "Does not hold it", for each candidate where several readers can.
   * In 468 of the choices.
   */
  noReader: 1.2,
  /**
   * The function holds this class of lock at this call, by the source.
   * In 712 of the choices.
   */
  holdsBySource: 4,
  /**
   * The source says so of some ways to this line only.
   * No puzzle shows it: its start.
   */
  mayHoldBySource: 1.2,
  /**
   * The source has been read, and says that nothing of this class is held there.
   * In 473 of the choices.
   */
  notHeldBySource: -3,
  /**
   * It stands in the function that a waiter waits in, behind the line where the waiter asks.
   * In 287 of the choices.
   */
  pastLockSite: 2.2,
  /**
   * The same, on the same object.
   * In 237 of the choices.
   */
  pastLockSiteSameObject: 2.8,
  /**
   * Others stand at the same line behind the lock site on the same object: outweighs `pastLockSiteSameObject`.
   * In 9 of the choices.
   */
  notAlonePastLockSite: -3.5,
  /**
   * It waits for a condition in a function of the lock: the lock is given back for that time.
   * No puzzle shows it: its start.
   */
  waitsForCondition: -4,
  /**
   * A method of the very object that the lock belongs to.
   * In 891 of the choices.
   */
  sameObject: 2.6,
  /**
   * A method of the same type, its object not shown.
   * In 103 of the choices.
   */
  sameType: 1.4,
  /**
   * The lock lies elsewhere, but the receiver is that of the waiters, and others of the type have other ones.
   * In 168 of the choices.
   */
  sameReceiver: 1.4,
  /**
   * The lock lies elsewhere, and the receiver is another one than that of the waiters.
   * In 47 of the choices.
   */
  otherReceiver: -0.5,
  /**
   * A closure of the function that asks for the lock, or that function outside of the closure that asks.
   * In 53 of the choices.
   */
  sameFunction: 1.4,
  /**
   * The function that has started the waiters: it shares its variables with them, and waits for them as parents do.
   * In 20 of the choices.
   */
  parentFunction: 0.7,
  /**
   * A method of the same type, but on another object.
   * In 137 of the choices.
   */
  otherObject: -2.5,
  /**
   * The lock's address as an argument.
   * In 30 of the choices.
   */
  addressInArguments: 2.4,
  /**
   * A method of the same type or package whose name says that the lock is held.
   * In 104 of the choices.
   */
  lockedByName: 1.8,
  /**
   * One of few goroutines that can hold the lock at all.
   * In 45 of the choices.
   */
  oneOfFew: 1.5,
  /**
   * A pointer that hardly any other goroutine has.
   * No puzzle shows it: its start.
   */
  rarePointer: 1,
  /**
   * It waits for something itself: holders of contended locks do.
   * In 1414 of the choices.
   */
  blocked: 0.4,
  /**
   * It waits for a lock that a waiter of this one holds: the two explain each other.
   * In 201 of the choices.
   */
  closesCycle: 1.2,
  /**
   * Waits at least as long as the oldest waiter.
   * No puzzle shows it: its start.
   */
  olderThanWaiters: 0.5,
  /**
   * Came to wait long after the waiters.
   * No puzzle shows it: its start.
   */
  youngerThanWaiters: -1,
  /**
   * Waits for work.
   * No puzzle shows it: its start.
   */
  idle: -5,
  /**
   * Looks like a worker by the shape of its stack only.
   * In 426 of the choices.
   */
  idlePresumed: -1.2,
  /**
   * The goroutine that took the dump.
   * No puzzle shows it: its start.
   */
  running: -1.5,
  /**
   * The waiter itself is in a method of the object further out, called straight through: most such callers do not hold the lock.
   * In 376 of the choices.
   */
  selfDirect: 0.5,
  /**
   * The same for a reader, when a writer waits for readers to leave: somebody is inside, and read locks are taken twice easily.
   * In 54 of the choices.
   */
  selfDirectReader: 1.3,
  /**
   * The same, when nobody else in the dump can hold the lock: it is this one, or the lock was abandoned.
   * In 11 of the choices.
   */
  selfOnlyOne: 2.2,
  /**
   * The same, but through other code: a callback that came back.
   * In 4 of the choices.
   */
  selfReentered: 2.6,
  /**
   * Other waiters have the same stack (times the logarithm of their number): it is the usual way to the lock.
   * In 40 of the choices.
   */
  usualWay: -1,
} as const;
