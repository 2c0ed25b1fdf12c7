import { Anchors } from "./anchors.ts";
import { cleanText } from "./cleaning/clean-text.ts";
import { unwrapText } from "./cleaning/unwrap.ts";
import type { DumpText } from "./dump-text.ts";
import { orderLines } from "./order-lines.ts";
import { type Peeled, peel } from "./peel.ts";
import { plainSource } from "./source-text.ts";
import { splitRecords } from "./split-records.ts";

/** Finds the texts of a file's dumps, out of all envelopes, in the order of the file. */
export function findTexts(bytes: Uint8Array, file: string): DumpText[] {
  const source = unwrapText(plainSource(cleanText(bytes)));
  return peel(source)
    .map(inOrder)
    .map(unwrapped)
    .flatMap((peeled) => splitRecords(peeled, file))
    .sort((a, b) => a.line - b.line);
}

function inOrder(peeled: Peeled): Peeled {
  const text = orderLines(peeled);
  return text === peeled.text ? peeled : { text, anchors: new Anchors(text.bytes) };
}

/** What a terminal wrapped may have been quoted afterwards. */
function unwrapped(peeled: Peeled): Peeled {
  const text = peeled.text.layers.at(-1) === "prefix" ? unwrapText(peeled.text) : peeled.text;
  return text === peeled.text ? peeled : { text, anchors: new Anchors(text.bytes) };
}
