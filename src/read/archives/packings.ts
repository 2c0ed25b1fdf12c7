import { openGzip } from "./open-gzip.ts";
import { openTar } from "./open-tar.ts";
import { openZip } from "./open-zip.ts";
import { openZstd } from "./open-zstd.ts";
import type { Packing } from "./packing.ts";

/** Known by content, never by name. */
export const PACKINGS: readonly Packing[] = [
  { name: "gzip", magic: [0x1f, 0x8b, 0x08], at: 0, open: openGzip },
  { name: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd], at: 0, open: openZstd },
  { name: "zip", magic: [0x50, 0x4b, 0x03, 0x04], at: 0, open: openZip },
  { name: "tar", magic: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257, open: openTar },
];
