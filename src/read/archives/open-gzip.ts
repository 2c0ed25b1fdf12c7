import type { Budget } from "./budget.ts";
import { concatenate } from "./collect.ts";
import type { Opened } from "./packing.ts";

/** Unpacks gzip piece by piece; a damaged file gives what could be unpacked. */
export async function openGzip(bytes: Uint8Array, budget: Budget): Promise<Opened> {
  const chunks: Uint8Array[] = [];
  const done = (...problems: Opened["problems"]): Opened => ({ members: [{ bytes: concatenate(chunks) }], problems });
  try {
    const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (!budget.take(read.value.length)) {
        await reader.cancel().catch(() => undefined);
        return done("limit");
      }
      chunks.push(read.value);
    }
    return done();
  } catch {
    return done("damaged");
  }
}
