import type { Location } from "../model/dump.ts";
import { readWith } from "./grammar.ts";

/** As the grammar's rule FramePointers. */
const POINTERS = / fp=(0x[0-9a-fA-F]+) sp=(0x[0-9a-fA-F]+)(?: pc=(0x[0-9a-fA-F]+))?$/;

/**
 * Reads source positions. Where the runtime prints frame pointers no two lines of a dump are equal: the grammar then reads the position
 * before them, once for each distinct one.
 */
export class LocationReader {
  private readonly positions = new Map<string, Location | undefined>();

  read(text: string): Location | undefined {
    const match = POINTERS.exec(text);
    if (!match) return readWith("Location", text);
    const position = this.position(text.slice(0, match.index));
    const [, fp, sp, pc] = match;
    // The grammar tells what to make of the whole where the position is none by itself.
    if (!position || fp === undefined || sp === undefined) return readWith("Location", text);
    return { ...position, fp, sp, ...(pc !== undefined && { pc }) };
  }

  private position(text: string): Location | undefined {
    if (this.positions.has(text)) return this.positions.get(text);
    const position = readWith("Location", text);
    this.positions.set(text, position);
    return position;
  }
}
