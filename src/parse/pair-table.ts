const NONE = -1;
/** Stands for a first number that has several pairs: those are in the slots. */
const SEVERAL = -2;

/**
 * Gives each distinct pair of integers a dense number, from 0 in order of first appearance. The only pair of a first number is found by that number;
 * only others are hashed: below a position that no other stack has, a stack is a row of such pairs, and hashing them took half of the time that
 * reading a dump took in which every stack has such a position.
 */
export class PairTable {
  /** Count of distinct pairs. */
  size = 0;
  private slots = new Int32Array(64).fill(NONE);
  /** How many slots are taken. */
  private hashed = 0;
  private firsts = new Int32Array(512);
  private seconds = new Int32Array(512);
  /** By first number plus one: its pair, when it has one. */
  private only = new Int32Array(512).fill(NONE);

  /** The number of (first, second); a new one is equal to the `size` before the call. */
  intern(first: number, second: number): number {
    // Numbers below -1 are few.
    if (first >= NONE) {
      const only = this.only[first + 1] ?? NONE;
      if (only === NONE) return this.addOnly(first, second);
      if (only >= 0) {
        if (this.seconds[only] === second) return only;
        this.only[first + 1] = SEVERAL;
        this.hash(only);
      }
    }
    const mask = this.slots.length - 1;
    let slot = mix(first, second) & mask;
    for (;;) {
      const id = this.slots[slot] as number;
      if (id < 0) break;
      if (this.firsts[id] === first && this.seconds[id] === second) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.add(first, second);
    this.hash(id);
    return id;
  }

  first(id: number): number {
    return this.firsts[id] as number;
  }

  second(id: number): number {
    return this.seconds[id] as number;
  }

  private addOnly(first: number, second: number): number {
    const id = this.add(first, second);
    if (first + 1 >= this.only.length) this.only = enlarged(this.only, 2 * (first + 1));
    this.only[first + 1] = id;
    return id;
  }

  private add(first: number, second: number): number {
    const id = this.size++;
    if (id === this.firsts.length) {
      this.firsts = enlarged(this.firsts, 2 * id);
      this.seconds = enlarged(this.seconds, 2 * id);
    }
    this.firsts[id] = first;
    this.seconds[id] = second;
    return id;
  }

  private hash(id: number): void {
    if (2 * ++this.hashed > this.slots.length) {
      const old = this.slots;
      this.slots = new Int32Array(2 * old.length).fill(NONE);
      for (const known of old) if (known >= 0) this.place(known);
    }
    this.place(id);
  }

  private place(id: number): void {
    const mask = this.slots.length - 1;
    let slot = mix(this.first(id), this.second(id)) & mask;
    while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = id;
  }
}

function mix(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

function enlarged(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(NONE);
  larger.set(old);
  return larger;
}
