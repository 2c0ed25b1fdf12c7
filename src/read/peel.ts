import { Anchors } from "./anchors.ts";
import { findGoroutine } from "./find-goroutine.ts";
import { listAround } from "./json-list.ts";
import { type Block, learnBlock } from "./learn-block.ts";
import { entryForm } from "./learn-entry-form.ts";
import { LineCounter } from "./line-counter.ts";
import { LineLearner } from "./line-learner.ts";
import { peelBlocks } from "./peel-blocks.ts";
import { peelEntries, peelJournal } from "./peel-entries.ts";
import { peelLines } from "./peel-lines.ts";
import { plainSource, type SourceText } from "./source-text.ts";
import { unfoldJson } from "./unfold-json.ts";

/** Envelopes in envelopes: a paste of a log of a log. */
const DEEPEST = 6;

/** Headers that are looked for in lists of JSON documents: a log that mentions goroutines does so often. */
const MOST_IN_LISTS = 8;

const NOTHING = plainSource(new Uint8Array());

/** A text without envelopes around its lines. */
export interface Peeled {
  readonly text: SourceText;
  readonly anchors: Anchors;
}

/** What envelopes held, and what stood between them. */
interface Taken {
  readonly peeled: readonly SourceText[];
  readonly rest: SourceText;
}

/**
 * Takes the envelopes off that stand around each line of a text. What comes back are texts whose goroutines begin where their lines
 * begin, or in records with escaped line breaks. A text without envelopes comes back as it is.
 */
export function peel(text: SourceText, depth = 0): Peeled[] {
  const anchors = new Anchors(text.bytes);
  const taken = depth === DEEPEST ? undefined : takeOff(text, anchors);
  if (!taken) return [{ text, anchors }];
  return [taken.rest, ...taken.peeled].flatMap((each) => (each.bytes.length > 0 ? peel(each, depth + 1) : []));
}

/** The first header that an envelope stands before tells which one: others are found in what it does not explain. */
function takeOff(text: SourceText, anchors: Anchors): Taken | undefined {
  const { bytes } = text;
  const journal = peelJournal(text);
  if (journal) return withoutOthers(journal);
  const blocks: Block[] = [];
  const lines = new LineCounter(bytes);
  const learner = new LineLearner(bytes);
  for (let index = 0, anchor = anchors.at(0); anchor; anchor = anchors.at(++index)) {
    const { lineStart } = anchor;
    const form = entryForm(bytes, anchor);
    if (form) return withoutOthers(peelEntries(text, form));
    const list = index < MOST_IN_LISTS ? listAround(bytes, anchor) : undefined;
    if (list) return withoutOthers(unfoldJson(text, list));
    if (lineStart < (blocks.at(-1)?.end ?? 0) || !learner.mayLearn(anchor)) continue;
    const kind = learner.learn(anchor, () => lines.lineAt(lineStart));
    if (kind) {
      const taken = peelLines(text, kind, learner);
      return "peeled" in taken ? taken : withoutOthers(peelEntries(text, taken));
    }
    if (anchor.breaks !== "real" || anchor.beginning) continue;
    const next = anchors.at(index + 1)?.lineStart ?? bytes.length;
    const block = learnBlock(bytes, anchor, lines.lineAt(lineStart), next);
    if (!block) continue;
    blocks.push(block);
    learner.forgive(anchor);
  }
  return blocks.length > 0 ? peelBlocks(text, blocks) : undefined;
}

/** Lines between entries are mostly those of other programs. */
function withoutOthers({ peeled, rest }: Taken): Taken {
  return { peeled, rest: findGoroutine(rest.bytes, 0) >= 0 ? rest : NOTHING };
}
