import { countLineFeeds } from "./find-bytes.ts";

/** Tells in which line of a text a byte stands, 1-based. Asked in ascending order; counts only when asked. */
export class LineCounter {
  private readonly bytes: Uint8Array;
  private line = 1;
  private counted = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  lineAt(at: number): number {
    this.line += countLineFeeds(this.bytes, this.counted, at);
    this.counted = Math.max(this.counted, at);
    return this.line;
  }
}
