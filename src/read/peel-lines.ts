import { makeLayer } from "./layer.ts";
import type { LineForm } from "./line-forms.ts";
import type { LineTemplate } from "./line-template.ts";
import { NumberList } from "./number-list.ts";
import { withoutOctal } from "./octal.ts";
import { PrefixGuess } from "./prefix-guess.ts";
import { type LinePrefix, readLinePrefix } from "./read-line-prefix.ts";
import type { SourceText } from "./source-text.ts";
import { appendString, type StringForm } from "./string-form.ts";
import { TextBuilder } from "./text-builder.ts";
import { feedAt, viewOf } from "./words.ts";

/** The lines of one process, or what is known of them. */
export interface LineKindOf {
  readonly form: LineForm | undefined;
  readonly template: LineTemplate;
  /** What tells it from other processes. */
  readonly identity: string;
  /** Each message is a string. */
  readonly strings?: StringForm;
  /** Tabs are written as "#011", as rsyslog does. */
  readonly escapesTabs?: boolean;
  /** Lines (of the text, 1-based) that it may stand in; all when absent. */
  readonly within?: readonly [first: number, last: number];
}

interface Stream {
  readonly kind: LineKindOf;
  readonly builder: TextBuilder;
}

interface Candidate extends Stream {
  /** Its records may stand in several lines. */
  readonly hasParts: boolean;
  /** Stands before the further lines of its messages. */
  readonly indentation: PrefixGuess | undefined;
}

const TAB = 9;
const SPACE = 0x20;
const PARTIAL = 0x50; // P

/** Takes the lines of each kind out of a text. What is left is a text of its own. */
export function peelLines(text: SourceText, kinds: readonly LineKindOf[]): { peeled: SourceText[]; rest: SourceText } {
  const { bytes } = text;
  const view = viewOf(bytes);
  const streams = new Map<string, Stream>();
  const order = kinds.map((kind): Candidate => {
    // Mostly one process has nearly all lines.
    const stream = streams.get(kind.identity) ?? {
      kind,
      builder: new TextBuilder(streams.size === 0 ? bytes.length : 0),
    };
    streams.set(kind.identity, stream);
    const indentation = kind.form?.indents ? blanks(kind.template.length) : undefined;
    return { kind, builder: stream.builder, hasParts: kind.form?.name === "cri", indentation };
  });
  const isAnyBlank = kinds.some(({ template }) => template.blank);
  const rest = new TextBuilder();
  const starts = new NumberList();
  let recent: Candidate | undefined;
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    starts.push(start);
    const first = order[0];
    const guessed = first && mayHave(first, line) ? first.kind.template.guess(start) : -1;
    if (first && guessed >= 0) {
      recent = first;
      start = append(first, guessed) + 1;
    } else if (recent?.indentation?.matches(view, start) && !isAnyBlank) {
      start = append(recent, start + recent.indentation.length) + 1;
    } else start = search(start) + 1;
  }
  return {
    peeled: [...streams.values()].map(({ kind, builder }) => layer(text, kind, builder, starts)),
    rest: makeLayer(text, "", rest, () => []),
  };

  /** Appends the line to the text that it belongs to. @returns Where it ends. */
  function search(start: number): number {
    const feed = feedAt(view, start);
    const end = feed < 0 ? bytes.length : feed;
    for (let index = 0; index < order.length; index++) {
      const candidate = order[index] as Candidate;
      const message = mayHave(candidate, line) ? candidate.kind.template.match(start, end) : -1;
      if (message < 0) continue;
      if (index > 0) order.splice(0, 0, ...order.splice(index, 1));
      recent = candidate;
      return append(candidate, message);
    }
    const { indentation } = recent ?? {};
    const message = indentation ? behindIndentation(start, end, indentation) : -1;
    if (recent && message >= 0) {
      recent.builder.append(view, message, end, line);
      recent.builder.endLine(line);
      return end;
    }
    recent = undefined;
    rest.append(view, start, end, line);
    if (feed >= 0) rest.endLine(line);
    return end;
  }

  /** Appends the message that begins there. @returns Where its line ends. */
  function append({ builder, hasParts, kind: { strings } }: Candidate, message: number): number {
    if (strings) {
      appendString(builder, view, message, line, strings);
      const feed = feedAt(view, message);
      return feed < 0 ? bytes.length : feed;
    }
    const end = builder.appendLine(view, message, line);
    // A record that goes on in the next line of this process.
    if (!hasParts || bytes[message - 2] !== PARTIAL) builder.endLine(line);
    return end;
  }

  /** Where a further line of a message goes on behind its indentation; blank lines may have lost theirs. -1 when it is none. */
  function behindIndentation(start: number, end: number, blanks: PrefixGuess): number {
    if (blanks.matches(view, start)) return start + blanks.length;
    for (let at = start; at < start + blanks.length; at++)
      if (at >= end) return at;
      else if (bytes[at] !== SPACE) return -1;
    return start + blanks.length;
  }
}

function blanks(length: number): PrefixGuess {
  return new PrefixGuess(new Uint8Array(length).fill(SPACE), () => false);
}

function mayHave({ kind: { within } }: Candidate, line: number): boolean {
  return within === undefined || (line >= within[0] && line <= within[1]);
}

function layer(
  text: SourceText,
  { form, escapesTabs }: LineKindOf,
  builder: TextBuilder,
  starts: NumberList,
): SourceText {
  const fieldsAt = (line: number) => {
    const start = starts.at(line - 1) ?? 0;
    const prefix: LinePrefix | undefined = form && readLinePrefix(form, text.bytes, start);
    return prefix?.fields.map(({ key, value }) => [key, value] as const) ?? [];
  };
  const peeled = makeLayer(text, form?.name ?? "prefix", builder, fieldsAt);
  return escapesTabs ? { ...peeled, bytes: withoutOctal(peeled.bytes, TAB) } : peeled;
}
