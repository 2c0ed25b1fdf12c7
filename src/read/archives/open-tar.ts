import { type ParsedTarFileItemMeta, parseTar } from "nanotar";
import type { Budget } from "./budget.ts";
import type { ByteStream } from "./byte-stream.ts";
import { concatenate } from "./concatenate.ts";
import type { ArchiveProblem, Member } from "./packing.ts";

const BLOCK = 512;
const TYPE = 156;
/** Blocks that say more of the files behind them: POSIX's "g" of all, "x" of the next one, GNU's long names "L", "N" and "K". */
const OF_ALL = 0x67;
const OF_NEXT: ReadonlySet<number | undefined> = new Set([..."xLNK"].map((letter) => letter.charCodeAt(0)));
const LARGEST_EXTENSION = 1 << 20;
/** The library reads no header at the very end. */
const END = new Uint8Array(2 * BLOCK);

/** The files of a tar; those that are no files (links, devices) are left out. An archive that is cut off gives what it still holds. */
export async function* openTar(source: ByteStream, budget: Budget): AsyncGenerator<Member | ArchiveProblem> {
  let ofAll: Uint8Array[] = [];
  let ofNext: Uint8Array[] = [];
  let overLimit = false;
  for (;;) {
    const header = await source.take(BLOCK);
    if (header.length === 0 || (header.length === BLOCK && header[0] === 0)) break;
    const size = header.length === BLOCK ? sizeOf(header) : undefined;
    if (size === undefined) {
      yield "damaged";
      break;
    }
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    const isOfAll = header[TYPE] === OF_ALL;
    if ((isOfAll || OF_NEXT.has(header[TYPE])) && size <= LARGEST_EXTENSION) {
      const extension = concatenate([header, await source.take(size + padding)]);
      if (isOfAll) ofAll = [...ofAll, extension];
      else ofNext = [...ofNext, extension];
      continue;
    }
    const meta = metaOf([...ofAll, ...ofNext, header]);
    ofNext = [];
    let left = size;
    if (meta?.type === "file" || meta?.type === "contiguousFile") {
      const bytes = source.view(size);
      if (budget.takeMember()) yield { name: meta.name, size, chunks: counted(), ...(bytes && { bytes }) };
      else overLimit = true;
    }
    for await (const _ of counted());
    if (left > 0) {
      yield "damaged";
      break;
    }
    await source.take(padding);

    /** What is left of the file. */
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of source.chunks(left)) {
        left -= chunk.length;
        yield chunk;
      }
    }
  }
  if (overLimit) yield "limit";
}

function sizeOf(header: Uint8Array): number | undefined {
  const size = metaOf([header])?.size ?? 0;
  return Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

function metaOf(blocks: readonly Uint8Array[]): ParsedTarFileItemMeta | undefined {
  try {
    return parseTar(concatenate([...blocks, END]), { metaOnly: true })[0];
  } catch {
    return undefined;
  }
}
