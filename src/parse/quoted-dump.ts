import { codes, LineKind, LineReader } from "./line-reader.ts";

const LONGEST = 4000;
const RUNNING = codes("[running");

/** Finds where the value of a panic ends that holds a goroutine dump itself. */
export class QuotedDumps {
  /** No value ends before this byte. */
  private noneBefore = 0;

  /**
   * Before Go 1.23 a panic prints its value as it is: an error that carries `debug.Stack()` looks like the dump of the panic. It is told from
   * the real one by three signs together: its header follows the message without the empty line that the runtime prints; nothing but
   * goroutines and empty lines follows; and then there is, behind an empty line, the header of the goroutine that panics: a running one with the
   * id that stood first in the value, which no dump repeats. Without them (journald drops empty lines) it cannot be told, and what stands there is taken for the dump.
   *
   * @param line Stands on the message. @returns Where the line of the real dump's first header starts.
   */
  endOf(line: LineReader): number | undefined {
    if (line.next < this.noneBefore) return undefined;
    const ahead = new LineReader(line.bytes, line.next);
    let afterBlank = false;
    let id = idIn(line);
    while (ahead.advance()) {
      const { kind } = ahead;
      if (kind === LineKind.Other) break;
      if (kind === LineKind.Header) {
        id ??= idIn(ahead);
        if (afterBlank && isRunning(ahead) && idIn(ahead) === id) return ahead.first;
      }
      afterBlank = kind === LineKind.Blank;
    }
    this.noneBefore = ahead.next;
    return undefined;
  }
}

/** The id of a header in the line, as it is printed. */
function idIn(line: LineReader): string | undefined {
  return line.end - line.start > LONGEST ? undefined : /\bgoroutine (\d+) /.exec(line.text)?.[1];
}

function isRunning({ bytes, start, end }: LineReader): boolean {
  const bracket = bytes.subarray(start, end).indexOf(0x5b);
  return bracket >= 0 && RUNNING.every((byte, at) => bytes[start + bracket + at] === byte);
}
