/** What unpacking one file may cost. */
export interface UnpackLimits {
  /** Bytes that all that is unpacked out of one file has together, at every depth. */
  readonly bytes: number;
  /** Bytes out of one packed byte, counted from `freeBytes` on: text packs to a hundredth at best, a bomb to a thousandth. */
  readonly ratio: number;
  /** So many bytes are unpacked whatever the ratio. */
  readonly freeBytes: number;
  /** Files in all archives together. */
  readonly members: number;
  /** Archives in archives. */
  readonly depth: number;
}

export const UNPACK_LIMITS: UnpackLimits = {
  bytes: 2 ** 30,
  ratio: 400,
  freeBytes: 2 ** 26,
  members: 10_000,
  depth: 5,
};

/** Counts what one file's unpacking costs, over all archives in it. */
export class Budget {
  readonly limits: UnpackLimits;
  /** Bytes of the file. */
  readonly packed: number;
  private bytes = 0;
  private members = 0;

  constructor(packed: number, limits: UnpackLimits) {
    this.packed = packed;
    this.limits = limits;
  }

  /** Asks for more unpacked bytes; false when a limit forbids it. */
  take(bytes: number): boolean {
    const { limits, packed } = this;
    const sum = this.bytes + bytes;
    if (sum > limits.bytes || (sum > limits.freeBytes && sum > packed * limits.ratio)) return false;
    this.bytes = sum;
    return true;
  }

  /** Asks for one more file out of an archive. */
  takeMember(): boolean {
    return ++this.members <= this.limits.members;
  }
}
