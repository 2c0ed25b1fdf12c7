import { anchorIn } from "./anchors.ts";
import type { EntryForm } from "./entry-forms.ts";
import { makeLayer } from "./layer.ts";
import { entryForm } from "./learn-entry-form.ts";
import type { LineKindOf } from "./line-kind.ts";
import type { LineLearner } from "./line-learner.ts";
import { type LineStream, LineStreams } from "./line-streams.ts";
import { NumberList } from "./number-list.ts";
import { OtherLines } from "./other-lines.ts";
import type { PrefixGuess } from "./prefix-guess.ts";
import type { SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { feedAt, viewOf } from "./words.ts";

interface PeeledLines {
  readonly peeled: SourceText[];
  /** What is left. */
  readonly rest: SourceText;
}

const SPACE = 0x20;
const TWO_HYPHENS = 0x2d2d;

/**
 * Takes the lines of processes out of a text: those of the kind that is known, and of the kinds that are learned from headers in other lines.
 * Lines of a known kind are not searched for headers. Comes back with the form of entries when the text has such: they are to be taken first.
 */
export function peelLines(text: SourceText, first: LineKindOf, learner: LineLearner): PeeledLines | EntryForm {
  const kinds = [first];
  for (;;) {
    const peeler = new LinePeeler(text, kinds, learner);
    if (peeler.peel()) return peeler.entries ?? peeler.result();
  }
}

class LinePeeler {
  private readonly text: SourceText;
  private readonly view: DataView;
  private readonly kinds: LineKindOf[];
  private readonly learner: LineLearner;
  private readonly streams: LineStreams;
  /** Those that had the last lines come first, but none before one that has more in its prefix. */
  private readonly order: LineStream[] = [];
  private readonly starts = new NumberList();
  private readonly others: OtherLines;
  private recent: LineStream | undefined;
  private isAnyBlank = false;
  /** A kind was learned too late: lines before those of its process belong to it. */
  private isLate = false;
  /** How entries among the lines are written. */
  entries: EntryForm | undefined;

  /** @param kinds Those that are learned are added. */
  constructor(text: SourceText, kinds: LineKindOf[], learner: LineLearner) {
    this.text = text;
    this.view = viewOf(text.bytes);
    this.kinds = kinds;
    this.learner = learner;
    this.streams = new LineStreams(text);
    this.others = new OtherLines(text.bytes);
    for (const kind of kinds) this.open(kind);
  }

  /** False when it must be done again with all kinds that are known now. */
  peel(): boolean {
    const { view, order, streams, starts } = this;
    const { byteLength } = view;
    let line = 0;
    for (let start = 0; start < byteLength; ) {
      line++;
      starts.push(start);
      const first = order[0] as LineStream;
      const guessed = mayHave(first, line) ? first.kind.template.guess(start) : -1;
      if (guessed >= 0) {
        this.recent = first;
        start = streams.append(first, guessed, line) + 1;
      } else if (this.recent?.indentation?.matches(view, start) && !this.isAnyBlank) {
        start = streams.append(this.recent, start + this.recent.indentation.length, line) + 1;
      } else start = this.search(start, line) + 1;
      if (this.isLate || this.entries) break;
    }
    return !this.isLate;
  }

  result(): PeeledLines {
    const { text, streams, starts, others } = this;
    const rest = new TextBuilder();
    others.appendTo(rest);
    return { peeled: streams.layers(starts), rest: makeLayer(text, [], rest, () => []) };
  }

  private open(kind: LineKindOf): LineStream {
    const stream = this.streams.open(kind);
    this.isAnyBlank ||= kind.template.blank;
    this.putFirst(stream);
    return stream;
  }

  private putFirst(stream: LineStream): void {
    const { order } = this;
    const place = order.indexOf(stream);
    if (place >= 0) order.splice(place, 1);
    const { length } = stream.kind.forms;
    const first = order.findIndex(({ kind }) => kind.forms.length <= length);
    order.splice(first < 0 ? order.length : first, 0, stream);
  }

  /** Appends the line to the text that it belongs to. @returns Where it ends. */
  private search(start: number, line: number): number {
    const { order, view } = this;
    const feed = feedAt(view, start);
    const end = feed < 0 ? view.byteLength : feed;
    for (const stream of order) {
      const message = mayHave(stream, line) ? stream.kind.template.match(start, end) : -1;
      if (message < 0) continue;
      if (stream !== order[0]) this.putFirst(stream);
      this.recent = stream;
      return this.streams.append(stream, message, line);
    }
    if (
      this.recent &&
      (this.takeGap(this.recent, start, end, line) || this.takeIndented(this.recent, start, end, line))
    )
      return end;
    this.recent = undefined;
    if (this.learn(start, end, line)) return this.search(start, line);
    this.others.push(start, end, line);
    return end;
  }

  /** Takes the line that says that grep has left lines out. */
  private takeGap({ kind, builder }: LineStream, start: number, end: number, line: number): boolean {
    const isGap = kind.template.isGrep && end - start === 2 && this.view.getInt16(start) === TWO_HYPHENS;
    if (!isGap) return false;
    builder.append(this.view, start, end, line);
    builder.endLine(line);
    return true;
  }

  /** Takes a further line of a message. */
  private takeIndented({ indentation, builder }: LineStream, start: number, end: number, line: number): boolean {
    const message = indentation ? this.behindIndentation(start, end, indentation) : -1;
    if (message < 0) return false;
    builder.append(this.view, message, end, line);
    builder.endLine(line);
    return true;
  }

  /** Where a further line of a message goes on behind its indentation; blank lines may have lost theirs. -1 when it is none. */
  private behindIndentation(start: number, end: number, blanks: PrefixGuess): number {
    if (blanks.matches(this.view, start)) return start + blanks.length;
    for (let at = start; at < start + blanks.length; at++)
      if (at >= end) return at;
      else if (this.view.getUint8(at) !== SPACE) return -1;
    return start + blanks.length;
  }

  /** Learns a kind from the header that the line may have. Lines before it belong to the kind as well. */
  private learn(start: number, end: number, line: number): boolean {
    const { bytes } = this.text;
    const anchor = anchorIn(bytes, start, end);
    this.entries = anchor && entryForm(bytes, anchor);
    const kind = this.entries ? undefined : anchor && this.learner.learnFurther(anchor, line, this.kinds);
    if (!kind) return false;
    this.kinds.push(kind);
    const isKnown = this.streams.has(kind);
    const stream = this.open(kind);
    let last = -1;
    const hasEarlier = this.others.giveTo((from, to, number) => {
      const message = mayHave(stream, number) ? kind.template.match(from, to) : -1;
      if (message >= 0) this.streams.append(stream, message, number);
      else if (last !== number - 1 || !this.takeIndented(stream, from, to, number)) return false;
      last = number;
      return true;
    });
    this.isLate = isKnown && hasEarlier;
    if (last === line - 1) this.recent = stream;
    return true;
  }
}

function mayHave({ kind: { within } }: LineStream, line: number): boolean {
  return within === undefined || (line >= within[0] && line <= within[1]);
}
