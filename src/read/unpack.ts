import type { Diagnostic } from "../model/diagnostic.ts";

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Unpacked extends NamedBytes {
  readonly diagnostics: readonly Diagnostic[];
}

const GZIP_MAGIC = [0x1f, 0x8b, 0x08];

/** Unpacks gzip, which it knows by its first bytes; anything else is returned as it is. A damaged file gives what could be unpacked. */
export async function unpack(file: NamedBytes): Promise<Unpacked> {
  const { name, bytes } = file;
  if (!GZIP_MAGIC.every((byte, at) => bytes[at] === byte)) return { name, bytes, diagnostics: [] };
  const chunks: Uint8Array[] = [];
  try {
    const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
    const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value);
    return { name, bytes: concatenate(chunks), diagnostics: [] };
  } catch {
    return { name, bytes: concatenate(chunks), diagnostics: [damaged(name)] };
  }
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function damaged(file: string): Diagnostic {
  const message = "This gzip file is damaged or cut off; what could be unpacked is used.";
  return { code: "damaged-gzip", severity: "warning", message, file, line: 1 };
}
