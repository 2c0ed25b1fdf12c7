const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/**
 * Gives each distinct run of bytes a dense number, from 0 in order of first appearance. An open-addressing hash table; the bytes are
 * copied, so that texts out of several buffers can meet.
 */
export class ByteTable {
  /** Count of distinct texts. */
  size = 0;
  private slots = new Int32Array(1024).fill(-1);
  private hashes = new Int32Array(512);
  private starts = new Uint32Array(513);
  private arena = new Uint8Array(1 << 16);

  /** The number of bytes[start, end); a new one is equal to the `size` before the call. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    let hash = FNV_OFFSET;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), FNV_PRIME);
    const mask = this.slots.length - 1;
    // The low bits of FNV-1a depend on the low bits of the bytes only: fold the high half in.
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const id = this.slots[slot] as number;
      if (id < 0) return this.add(bytes, start, end, hash, slot);
      if (this.hashes[id] === hash && this.equals(id, bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
  }

  private equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[id] as number;
    if ((this.starts[id + 1] as number) - from !== end - start) return false;
    const shift = from - start;
    for (let i = start; i < end; i++) if (this.arena[i + shift] !== bytes[i]) return false;
    return true;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.size++;
    const from = this.starts[id] as number;
    const to = from + end - start;
    if (to > this.arena.length) this.arena = enlarged(this.arena, new Uint8Array(Math.max(2 * this.arena.length, to)));
    this.arena.set(bytes.subarray(start, end), from);
    if (id === this.hashes.length) this.grow();
    this.hashes[id] = hash;
    this.starts[id + 1] = to;
    this.slots[slot] = id;
    if (2 * this.size > this.slots.length) this.rehash();
    return id;
  }

  private grow(): void {
    this.hashes = enlarged(this.hashes, new Int32Array(2 * this.hashes.length));
    this.starts = enlarged(this.starts, new Uint32Array(2 * this.starts.length));
  }

  private rehash(): void {
    const slots = new Int32Array(2 * this.slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      const hash = this.hashes[id] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

function enlarged<T extends Uint8Array | Int32Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
