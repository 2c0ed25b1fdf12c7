import { Anchors } from "./anchors.ts";
import { cleanText } from "./cleaning/clean-text.ts";
import { withoutEndings } from "./cleaning/endings.ts";
import { joinWords } from "./cleaning/join-words.ts";
import { joinYaml } from "./cleaning/join-yaml.ts";
import { withoutQuotedPrintable } from "./cleaning/quoted-printable.ts";
import { splitLines } from "./cleaning/split-lines.ts";
import { unwrapText } from "./cleaning/unwrap.ts";
import type { DumpText } from "./dump-text.ts";
import { orderLines } from "./order-lines.ts";
import { type Peeled, peel } from "./peel.ts";
import { plainSource, type SourceText } from "./source-text.ts";
import { splitHeadings } from "./split-headings.ts";
import { splitRecords } from "./split-records.ts";

/** What undoes damage to the lines inside the envelopes, in this order. */
const REPAIRS: readonly ((peeled: Peeled) => SourceText)[] = [
  ({ text, anchors }) => withoutEndings(text, anchors.plainHeaders),
  orderLines,
  // What a terminal wrapped may have been quoted afterwards.
  ({ text }) => (text.layers.at(-1) === "prefix" ? unwrapText(text) : text),
  ({ text }) => joinWords(text),
];

/** Finds the texts of a file's dumps, out of all envelopes, in the order of the file. */
export function findTexts(bytes: Uint8Array, file: string): DumpText[] {
  const source = joinYaml(splitLines(withoutQuotedPrintable(plainSource(cleanText(bytes)))));
  return splitHeadings(source)
    .flatMap((part) => peel(unwrapText(withoutEndings(part))))
    .map((peeled) => REPAIRS.reduce(repaired, peeled))
    .flatMap((peeled) => splitRecords(peeled, file))
    .sort((a, b) => a.line - b.line);
}

function repaired(peeled: Peeled, repair: (peeled: Peeled) => SourceText): Peeled {
  const text = repair(peeled);
  return text === peeled.text ? peeled : { text, anchors: new Anchors(text.bytes) };
}
