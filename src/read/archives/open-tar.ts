import { type ParsedTarFileItemMeta, parseTar } from "nanotar";
import type { Budget } from "./budget.ts";
import type { Member, Opened } from "./packing.ts";

const END = 1024;

/** The files of a tar; those that are no files (links, devices) are left out. An archive that is cut off gives what it still holds. */
export function openTar(bytes: Uint8Array, budget: Budget): Opened {
  let overLimit = false;
  let last: ParsedTarFileItemMeta | undefined;
  const filter = (meta: ParsedTarFileItemMeta): boolean => {
    last = meta;
    if (meta.type !== "file" && meta.type !== "contiguousFile") return false;
    if (meta.size <= Math.max(bytes.length, budget.limits.freeBytes) && budget.takeMember()) return true;
    overLimit = true;
    return false;
  };
  const read = (room: number): Member[] => {
    // The library reads the whole buffer, whatever part of it is given.
    const buffer = new Uint8Array(bytes.length + room);
    buffer.set(bytes);
    return parseTar(buffer, { filter }).map(({ name, data = new Uint8Array() }) => {
      const held = Math.max(0, Math.min(data.length, bytes.length - data.byteOffset));
      return { name, bytes: data.subarray(0, held) };
    });
  };
  try {
    return { members: read(END), problems: overLimit ? ["limit"] : [] };
  } catch {
    try {
      return { members: read(END + (last?.size ?? 0)), problems: ["damaged"] };
    } catch {
      return { members: [], problems: ["damaged"] };
    }
  }
}
