import { NumberList } from "./number-list.ts";
import type { TextBuilder } from "./text-builder.ts";
import { feedAt, viewOf } from "./words.ts";

/** Lines of a text that belong to nobody so far, in their order: kept as runs, because mostly they follow each other. */
export class OtherLines {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private starts = new NumberList();
  /** Behind the last line of the run: its line break or the end of the text. */
  private ends = new NumberList();
  private lines = new NumberList();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  /** Adds the line bytes[start, end). */
  push(start: number, end: number, line: number): void {
    const { starts, ends, lines } = this;
    if (ends.length > 0 && ends.at(ends.length - 1) === start - 1) ends.replaceLast(end);
    else {
      starts.push(start);
      ends.push(end);
      lines.push(line);
    }
  }

  /** Drops the lines that somebody takes. @returns Whether there were such. */
  giveTo(take: (start: number, end: number, line: number) => boolean): boolean {
    const { starts, ends, lines, view, bytes } = this;
    [this.starts, this.ends, this.lines] = [new NumberList(), new NumberList(), new NumberList()];
    let taken = false;
    for (let run = 0; run < starts.length; run++) {
      const last = ends.at(run) as number;
      let line = lines.at(run) as number;
      for (let start = starts.at(run) as number; start <= last && start < bytes.length; line++) {
        const feed = feedAt(view, start);
        const end = feed < 0 ? bytes.length : feed;
        if (take(start, end, line)) taken = true;
        else this.push(start, end, line);
        start = end + 1;
      }
    }
    return taken;
  }

  /** Appends all of them, each from its line. */
  appendTo(builder: TextBuilder): void {
    const { starts, ends, lines, bytes, view } = this;
    for (let run = 0; run < starts.length; run++) {
      const end = ends.at(run) as number;
      builder.appendLines(view, starts.at(run) as number, Math.min(end + 1, bytes.length), lines.at(run) as number);
    }
  }
}
