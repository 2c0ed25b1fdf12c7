import { concatenate } from "./concatenate.ts";

/** Pieces of a file, in order. */
export type Chunks = AsyncIterable<Uint8Array>;

const NOTHING = new Uint8Array();
/** Large ones are passed on in pieces of this size. */
const PIECE = 1 << 16;

/** Reads pieces of any size, or bytes that are in memory anyway, as if they were one text, and holds no more of them than it is asked for. */
export class ByteStream {
  private readonly source: AsyncIterator<Uint8Array> | undefined;
  private rest: Uint8Array = NOTHING;

  constructor(from: Chunks | Uint8Array) {
    if (from instanceof Uint8Array) this.rest = from;
    else this.source = from[Symbol.asyncIterator]();
  }

  /** The next bytes, or all that are left, where they are in memory: not copied, and they stay there. Undefined elsewhere and where there are fewer. */
  view(length: number = this.rest.length): Uint8Array | undefined {
    return this.source || length > this.rest.length ? undefined : this.rest.subarray(0, length);
  }

  /** The next bytes, which stay there; fewer than `length` at the end. */
  async peek(length: number): Promise<Uint8Array> {
    if (this.rest.length >= length) return this.rest.subarray(0, length);
    const held = [this.rest];
    for (let sum = this.rest.length; this.source && sum < length; ) {
      const { done, value } = await this.source.next();
      if (done) break;
      held.push(value);
      sum += value.length;
    }
    this.rest = concatenate(held);
    return this.rest.subarray(0, length);
  }

  /** The next bytes; fewer than `length` at the end. */
  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.rest = this.rest.subarray(bytes.length);
    return bytes;
  }

  /** All that is left, or so many bytes of it. Ends early at the end. */
  async *chunks(length: number = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0; ) {
      if (this.rest.length === 0) {
        const next = await this.source?.next();
        if (!next || next.done) return;
        this.rest = next.value;
      }
      const chunk = this.rest.subarray(0, Math.min(left, this.rest.length, PIECE));
      this.rest = this.rest.subarray(chunk.length);
      left -= chunk.length;
      yield chunk;
    }
  }

  /** Asks for no more. */
  async close(): Promise<void> {
    this.rest = NOTHING;
    await this.source?.return?.();
  }
}
