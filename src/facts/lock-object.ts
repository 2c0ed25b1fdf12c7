/** A word that a frame prints: `position` in the list of arguments, `word` in the flat list of words that Go printed up to 1.16. */
export interface ShownAt {
  readonly frame: number;
  readonly position: number;
  readonly word?: number;
}

/** Distance in bytes with pointers of four and of eight bytes. */
export interface ByPointerSize {
  readonly 4: number;
  readonly 8: number;
}

/** The object on which a frame takes a lock: what a pointer in its source leads to, and where the stack shows that pointer. */
export interface LockObject {
  /** All arguments that are this pointer; they say the same. */
  readonly shown: readonly ShownAt[];
  /** Type of the object and the fields from there to the lock: "store/Hub .state.mu". Two objects with one way have the same lock in them. */
  readonly way: string;
  /** Where the lock lies in the object; undefined when it lies elsewhere, or nothing tells the sizes of the fields before it. */
  readonly offset?: ByPointerSize;
  /** The way leads through pointers: the lock lies elsewhere. */
  readonly elsewhere: boolean;
}
