import { makeLayer } from "./layer.ts";
import type { LineKindOf } from "./line-kind.ts";
import type { NumberList } from "./number-list.ts";
import { withoutOctal } from "./octal.ts";
import { isPosition } from "./position.ts";
import { PrefixGuess } from "./prefix-guess.ts";
import { readLinePrefix } from "./read-line-prefix.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { appendString } from "./string-form.ts";
import { TextBuilder } from "./text-builder.ts";
import { feedAt, viewOf } from "./words.ts";

/** A kind of lines, and the text of its process, which several kinds may share. */
export interface LineStream {
  readonly kind: LineKindOf;
  readonly builder: TextBuilder;
  /** Its records may stand in several lines. */
  readonly hasParts: boolean;
  /** Stands before the further lines of its messages. */
  readonly indentation: PrefixGuess | undefined;
}

const TAB = 9;
const SPACE = 0x20;
const PARTIAL = 0x50; // P
const TAB_VIEW = viewOf(Uint8Array.of(TAB));

/** The texts of the processes that have lines in another text. */
export class LineStreams {
  private readonly text: SourceText;
  private readonly view: DataView;
  private readonly byIdentity = new Map<string, LineStream>();

  constructor(text: SourceText) {
    this.text = text;
    this.view = viewOf(text.bytes);
  }

  has({ identity }: LineKindOf): boolean {
    return this.byIdentity.has(identity);
  }

  open(kind: LineKindOf): LineStream {
    const { byIdentity, text } = this;
    // Mostly one process has nearly all lines.
    const builder =
      byIdentity.get(kind.identity)?.builder ?? new TextBuilder(byIdentity.size === 0 ? text.bytes.length : 0);
    const hasParts = kind.forms.some(({ name }) => name === "cri");
    const stream = { kind, builder, hasParts, indentation: kind.indents ? blanks(kind.template.length) : undefined };
    if (!byIdentity.has(kind.identity)) byIdentity.set(kind.identity, stream);
    return stream;
  }

  /** Appends the message that begins there. @returns Where its line ends. */
  append({ builder, hasParts, kind: { strings, tabs } }: LineStream, message: number, line: number): number {
    const { view } = this;
    if (strings) {
      appendString(builder, view, message, line, strings);
      const feed = feedAt(view, message);
      return feed < 0 ? view.byteLength : feed;
    }
    if (tabs === "dropped" && isPosition(view, message)) builder.append(TAB_VIEW, 0, 1, line);
    const end = builder.appendLine(view, message, line);
    // A record that goes on in the next line of this process.
    if (!hasParts || view.getUint8(message - 2) !== PARTIAL) builder.endLine(line);
    return end;
  }

  /** The texts out of their envelopes. @param starts Where each line of the text begins. */
  layers(starts: NumberList): SourceText[] {
    return [...this.byIdentity.values()].map(({ kind, builder }) => {
      const names = kind.forms.length > 0 ? kind.forms.map(({ name }) => name) : ["prefix"];
      const fieldsAt = (line: number) => fieldsOf(this.text.bytes, starts.at(line - 1) ?? 0, kind);
      const peeled = makeLayer(this.text, names, builder, fieldsAt);
      return kind.tabs === "octal" ? { ...peeled, bytes: withoutOctal(peeled.bytes, TAB) } : peeled;
    });
  }
}

function fieldsOf(bytes: Uint8Array, lineStart: number, { forms }: LineKindOf): Fields {
  const fields: (readonly [string, string])[] = [];
  let at = lineStart;
  for (const form of forms) {
    const prefix = readLinePrefix(form, bytes, at);
    if (!prefix) break;
    fields.push(...prefix.fields.map(({ key, value }) => [key, value] as const));
    at += prefix.end;
  }
  return fields;
}

function blanks(length: number): PrefixGuess {
  return new PrefixGuess(new Uint8Array(length).fill(SPACE), () => false);
}
