const OPEN = 0x28;
/** What an argument list can start with: ")", "0", "{", ".", "_". */
const FIRST_OF_ARGUMENTS: ReadonlySet<number> = new Set([0x29, 0x30, 0x7b, 0x2e, 0x5f]);

/**
 * Where the argument list of a call line starts: at its last "(", because function names can hold parentheses and argument lists cannot.
 * -1 when the line is no call line.
 */
export function openingOf(bytes: Uint8Array, start: number, end: number): number {
  let open = end - 1;
  while (open > start && bytes[open] !== OPEN) open--;
  return open > start && FIRST_OF_ARGUMENTS.has(bytes[open + 1] as number) ? open : -1;
}

/** The list between bytes[open] and the end of the line is "(...)". */
export function isInlined(bytes: Uint8Array, open: number, end: number): boolean {
  return end - open === 5 && bytes[open + 1] === 0x2e;
}
