import type { Feature } from "../../src/locks/weights.ts";

/** What a feature says, and its weight before any fitting: chosen by hand from the meaning of the evidence. */
interface FeatureStart {
  readonly about: string;
  readonly start: number;
  /**
   * Not fitted, because the puzzles are made: how often locks are abandoned, taken twice or held by somebody unseen, and how many
   * stay in a function after the unlock was decided by who made them; their goroutines are all blocked, and serve no requests that hand down pointers.
   */
  readonly fixed?: true;
}

export const features: Readonly<Record<Feature, FeatureStart>> = {
  none: {
    about: '"None of these": what a candidate has to beat.',
    start: 1.2,
    fixed: true,
  },
  noneLeft: {
    about:
      "The same in a whole dump in which nobody is left who could, or in which the source has been read of all who can: an unknown holder would have to be hidden by a damaged stack.",
    start: 0.3,
    fixed: true,
  },
  abandoned: {
    about: '"Nobody holds it any more", when no other goroutine of the same code base can.',
    start: 1.8,
    fixed: true,
  },
  abandonedByType: {
    about:
      '"Nobody holds it any more", when the lock lies in a type, and nobody but its waiters runs a method of that type or is alone at work in its package.',
    start: 2.2,
    fixed: true,
  },
  abandonedBySource: {
    about:
      '"Nobody holds it any more", when the source has been read of all goroutines that can, and none of them holds a lock of its class.',
    start: 2.1,
    fixed: true,
  },
  abandonedBesideHolders: {
    about: "The same, but some hold a lock of its class, perhaps of other objects.",
    start: -1.4,
    fixed: true,
  },
  noReader: {
    about: '"Does not hold it", for each candidate where several readers can.',
    start: 1.2,
    fixed: true,
  },
  holdsBySource: {
    about: "The function holds this class of lock at this call, by the source.",
    start: 4,
  },
  mayHoldBySource: {
    about: "The source says so of some ways to this line only.",
    start: 1.2,
  },
  notHeldBySource: {
    about: "The source has been read, and says that nothing of this class is held there.",
    start: -3,
  },
  pastLockSite: {
    about: "It stands in the function that a waiter waits in, behind the line where the waiter asks.",
    start: 2.2,
    fixed: true,
  },
  pastLockSiteSameObject: {
    about: "The same, on the same object.",
    start: 2.8,
    fixed: true,
  },
  notAlonePastLockSite: {
    about: "Others stand at the same line behind the lock site on the same object: outweighs `pastLockSiteSameObject`.",
    start: -3.5,
    fixed: true,
  },
  twins: {
    about: "Others stand at the same line of a method on the lock's object: none of them has taken a mutex there.",
    start: -2,
  },
  behindAnother: {
    about: "Another one stands nearer to the lock site on the same object: at most that one is inside.",
    start: -2,
  },
  beforeLockSite: {
    about: "It stands in the function that a waiter waits in, before the line where the waiter asks.",
    start: -1.5,
  },
  beforeWay: {
    about:
      "The same for a function that leads waiters to the lock: had it been taken by then, they would have it, or have given it back.",
    start: -1,
    fixed: true,
  },
  waitsForCondition: {
    about: "It waits for a condition in a function of the lock: the lock is given back for that time.",
    start: -4,
    fixed: true,
  },
  tookThisLock: {
    about:
      "By the source it took a lock of the class on a variable, and the frames show that this is the object of this very lock.",
    start: 3.5,
  },
  sameObject: {
    about: "A method of the very object that the lock belongs to.",
    start: 2.6,
  },
  sameType: {
    about: "A method of the same type, its object not shown.",
    start: 1.4,
    fixed: true,
  },
  sameReceiver: {
    about: "The lock lies elsewhere, but the receiver is that of the waiters, and others of the type have other ones.",
    start: 1.4,
  },
  otherReceiver: {
    about: "The lock lies elsewhere, and the receiver is another one than that of the waiters.",
    start: -0.5,
  },
  sameFunction: {
    about: "A closure of the function that asks for the lock, or that function outside of the closure that asks.",
    start: 1.4,
    fixed: true,
  },
  parentFunction: {
    about:
      "The function that has started the waiters: it shares its variables with them, and waits for them as parents do.",
    start: 0.7,
    fixed: true,
  },
  otherObject: {
    about: "A method of the same type, but on another object.",
    start: -2.5,
  },
  addressInArguments: {
    about: "The lock's address as an argument.",
    start: 2.4,
  },
  lockedByName: {
    about: "A method of the same type or package whose name says that the lock is held.",
    start: 1.8,
  },
  oneOfFew: {
    about: "One of few goroutines that can hold the lock at all.",
    start: 1.5,
    fixed: true,
  },
  rarePointer: {
    about: "A pointer that hardly any other goroutine has.",
    start: 1,
    fixed: true,
  },
  readerSomewhere: {
    about: "Where several readers can hold it: nothing shows that this one is past the line that takes it.",
    start: -1,
  },
  blocked: {
    about: "It waits for something itself: holders of contended locks do.",
    start: 0.4,
    fixed: true,
  },
  closesCycle: {
    about: "It waits for a lock that a waiter of this one holds: the two explain each other.",
    start: 1.2,
  },
  olderThanWaiters: {
    about: "Waits at least as long as the oldest waiter.",
    start: 0.5,
    fixed: true,
  },
  youngerThanWaiters: {
    about: "Came to wait long after the waiters.",
    start: -1,
    fixed: true,
  },
  idle: {
    about: "Waits for work.",
    start: -5,
    fixed: true,
  },
  idlePresumed: {
    about: "Looks like a worker by the shape of its stack only.",
    start: -1.2,
    fixed: true,
  },
  running: {
    about: "The goroutine that took the dump.",
    start: -1.5,
    fixed: true,
  },
  selfDirect: {
    about:
      "The waiter itself is in a method of the object further out, called straight through: most such callers do not hold the lock.",
    start: 0.5,
    fixed: true,
  },
  selfDirectReader: {
    about:
      "The same for a reader, when a writer waits for readers to leave: somebody is inside, and read locks are taken twice easily.",
    start: 1.3,
    fixed: true,
  },
  selfOnlyOne: {
    about: "The same, when nobody else in the dump can hold the lock: it is this one, or the lock was abandoned.",
    start: 2.2,
    fixed: true,
  },
  selfReentered: {
    about: "The same, but through other code: a callback that came back.",
    start: 2.6,
    fixed: true,
  },
  usualWay: {
    about: "Other waiters have the same stack (times the logarithm of their number): it is the usual way to the lock.",
    start: -1,
    fixed: true,
  },
};
