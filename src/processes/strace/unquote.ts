const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, a: 7, b: 8, e: 27 };

/**
 * The bytes of a text as strace prints it between quotes: C escapes, octal of one to three digits ("\0", "\177"), hexadecimal with -x
 * ("\x7f"). Text that is printed as it is counts as UTF-8.
 */
export function unquote(text: string): number[] {
  const bytes: number[] = [];
  for (const [token] of text.matchAll(/\\(?:x[0-9a-f]{2}|[0-7]{1,3}|.)|[^\\]+/gsu)) {
    if (!token.startsWith("\\")) bytes.push(...new TextEncoder().encode(token));
    else if (/^\\x/.test(token)) bytes.push(Number.parseInt(token.slice(2), 16));
    else if (/^\\[0-7]/.test(token)) bytes.push(Number.parseInt(token.slice(1), 8) & 255);
    else bytes.push(escapes[token[1] ?? ""] ?? token.charCodeAt(1));
  }
  return bytes;
}

/** A text between quotes. */
const quoted = /"((?:[^"\\]|\\.)*)"/g;
/** A buffer of a vector: "{iov_base="…", iov_len=16}", strace before 4.15 "{"…"..., 16}". */
const buffer = /(?:iov_base=|\{)"((?:[^"\\]|\\.)*)"(\.\.\.)?, (?:iov_len=)?(\d+)/g;

/**
 * The bytes that a call of the read, write, send or recv families moved, out of its printed arguments: the text after the descriptor, or every
 * buffer of a message. -1 stands for each byte that strace did not print (`-s`); `moved` is the call's return value.
 */
export function movedBytes(args: string, moved: number): number[] {
  const bytes: number[] = [];
  const isVector = /iov_base=|msg_iov|^[^"]*\[\{"/.test(args);
  if (!isVector) bytes.push(...unquote([...args.matchAll(quoted)][0]?.[1] ?? ""));
  else {
    for (const [, text = "", cut, length] of args.matchAll(buffer)) {
      const part = unquote(text);
      bytes.push(...part);
      // A buffer for reading may be longer than what came.
      if (cut !== undefined) pad(bytes, Math.min(moved, bytes.length - part.length + Number(length)));
    }
  }
  pad(bytes, moved);
  return bytes.slice(0, moved);
}

function pad(bytes: number[], length: number): void {
  while (bytes.length < length) bytes.push(-1);
}
