import { cleanText } from "./cleaning/clean-text.ts";
import { unwrapText } from "./cleaning/unwrap.ts";
import type { DumpText } from "./dump-text.ts";
import { peel } from "./peel.ts";
import { plainSource } from "./source-text.ts";
import { splitRecords } from "./split-records.ts";

/** Finds the texts of a file's dumps, out of all envelopes, in the order of the file. */
export function findTexts(bytes: Uint8Array, file: string): DumpText[] {
  const source = unwrapText(plainSource(cleanText(bytes)));
  return peel(source)
    .flatMap((text) => splitRecords(text, file))
    .sort((a, b) => a.line - b.line);
}
