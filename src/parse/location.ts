import type { Location } from "../model/dump.ts";
import { readWith } from "./grammar.ts";

/** As the grammar's rule FramePointers. */
const POINTERS = / fp=(0x[0-9a-fA-F]+) sp=(0x[0-9a-fA-F]+)(?: pc=(0x[0-9a-fA-F]+))?$/;

/** The end of a position, as the grammar's rules Integer and PcOffset. */
const LINE = /:(\d+)(?: \+(0x[0-9a-fA-F]+))?$/;

/**
 * Reads source positions. The grammar reads what stands before the numbers once for each distinct file: where the runtime prints frame pointers
 * no two positions of a dump are equal, and a dump can have as many positions as goroutines.
 */
export class LocationReader {
  private readonly files = new Map<string, Location | undefined>();

  read(text: string): Location | undefined {
    const pointers = POINTERS.exec(text);
    const own = pointers ? text.slice(0, pointers.index) : text;
    const numbers = LINE.exec(own);
    const line = Number(numbers?.[1]);
    const position = numbers && Number.isSafeInteger(line) && this.file(own.slice(0, numbers.index));
    // The grammar tells what to make of the whole where this is no position of Go.
    if (!position) return readWith("Location", text);
    const pcOffset = numbers[2];
    const [, fp, sp, pc] = pointers ?? [];
    return {
      ...position,
      line,
      ...(pcOffset !== undefined && { pcOffset }),
      ...(fp !== undefined && { fp }),
      ...(sp !== undefined && { sp }),
      ...(pc !== undefined && { pc }),
    };
  }

  /** The first line of a file; undefined when it is none. */
  private file(name: string): Location | undefined {
    if (this.files.has(name)) return this.files.get(name);
    const position = readWith("Location", `${name}:1`);
    const isFile = position?.file === name && position.line === 1 && position.pc === undefined;
    this.files.set(name, isFile ? position : undefined);
    return isFile ? position : undefined;
  }
}
