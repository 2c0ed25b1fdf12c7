const FEED = 10;
const BACKSLASH = 0x5c;

/** Where, in the line or up to `end`, the first quote stands that no backslash escapes; -1 for nowhere. */
export function quoteAt(view: DataView, from: number, end: number, quote: number): number {
  for (let at = from; at < end; at++) {
    const byte = view.getUint8(at);
    if (byte === quote) return at;
    if (byte === FEED) return -1;
    if (byte === BACKSLASH) at++;
  }
  return -1;
}
