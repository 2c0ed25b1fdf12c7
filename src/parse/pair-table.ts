/** Gives each distinct pair of integers a dense number, from 0 in order of first appearance. */
export class PairTable {
  /** Count of distinct pairs. */
  size = 0;
  private slots = new Int32Array(1024).fill(-1);
  private firsts = new Int32Array(512);
  private seconds = new Int32Array(512);

  /** The number of (first, second); a new one is equal to the `size` before the call. */
  intern(first: number, second: number): number {
    const mask = this.slots.length - 1;
    let slot = mix(first, second) & mask;
    for (;;) {
      const id = this.slots[slot] as number;
      if (id < 0) return this.add(first, second, slot);
      if (this.firsts[id] === first && this.seconds[id] === second) return id;
      slot = (slot + 1) & mask;
    }
  }

  first(id: number): number {
    return this.firsts[id] as number;
  }

  second(id: number): number {
    return this.seconds[id] as number;
  }

  private add(first: number, second: number, slot: number): number {
    const id = this.size++;
    if (id === this.firsts.length) {
      this.firsts = doubled(this.firsts);
      this.seconds = doubled(this.seconds);
    }
    this.firsts[id] = first;
    this.seconds[id] = second;
    this.slots[slot] = id;
    if (2 * this.size > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const slots = new Int32Array(2 * this.slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      let slot = mix(this.first(id), this.second(id)) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function mix(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * old.length);
  larger.set(old);
  return larger;
}
