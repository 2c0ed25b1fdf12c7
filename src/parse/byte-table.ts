import { equalBytes, viewOf } from "../read/words.ts";
import { hashOf } from "./words.ts";

/**
 * Gives each distinct run of bytes a dense number, from 0 in order of first appearance. An open-addressing hash table; the bytes are
 * copied, so that texts out of several buffers can meet.
 */
export class ByteTable {
  /** Count of distinct texts. */
  size = 0;
  private slots = new Int32Array(64).fill(-1);
  private hashes = new Int32Array(32);
  private starts = new Uint32Array(33);
  private arena = new Uint8Array(1 << 10);
  private stored: DataView = viewOf(this.arena);
  /** The last bytes and their view: questions come in long rows about one text. */
  private bytes: Uint8Array = this.arena;
  private view: DataView = this.stored;

  /** The number of bytes[start, end); a new one is equal to the `size` before the call. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.bytes) {
      this.bytes = bytes;
      this.view = viewOf(bytes);
    }
    const hash = hashOf(this.view, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.slots[slot] as number;
      if (id < 0) return this.add(bytes, start, end, hash, slot);
      if (this.hashes[id] === hash && this.equals(id, start, end)) return id;
      slot = (slot + 1) & mask;
    }
  }

  private equals(id: number, start: number, end: number): boolean {
    const from = this.starts[id] as number;
    const length = end - start;
    return (this.starts[id + 1] as number) - from === length && equalBytes(this.view, start, this.stored, from, length);
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.size++;
    const from = this.starts[id] as number;
    const to = from + end - start;
    if (to > this.arena.length) {
      this.arena = enlarged(this.arena, new Uint8Array(Math.max(2 * this.arena.length, to)));
      this.stored = viewOf(this.arena);
    }
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
      let slot = (this.hashes[id] as number) & mask;
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
