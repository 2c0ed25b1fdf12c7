import { ENTRY_FIELDS } from "./entry-forms.ts";
import { type JsonList, pathOf } from "./json-list.ts";
import { type JsonContainer, JsonTokens } from "./json-tokens.ts";
import { makeLayer } from "./layer.ts";
import { LineCounter } from "./line-counter.ts";
import { isTime } from "./make-envelope.ts";
import type { Fields, SourceText } from "./source-text.ts";
import { TextBuilder } from "./text-builder.ts";
import { decode } from "./utf8.ts";
import { viewOf } from "./words.ts";

const QUOTE = 0x22;
const OPEN = 0x7b;
/** A name or another field is not longer. */
const LONGEST_FIELD = 500;
/** Lists with other fields around them that are told apart. */
const MOST_STREAMS = 1000;

interface Unfolded {
  readonly peeled: SourceText[];
  readonly rest: SourceText;
}

/** A place in the text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Writes the values of a list in a JSON document, as what exports logs makes it, as entries with a line each: whole documents are often one
 * line. Values that are lists themselves ("[time, line]") become objects.
 */
export function unfoldJson(text: SourceText, list: JsonList): Unfolded {
  return new Unfolding(text, list).run();
}

class Unfolding {
  private readonly text: SourceText;
  private readonly view: DataView;
  private readonly list: JsonList;
  private readonly tokens: JsonTokens;
  private readonly lines: LineCounter;
  private readonly rest = new TextBuilder();
  private restFrom = 0;
  /** What lists with the same fields around them hold. */
  private readonly builders = new Map<string, { readonly builder: TextBuilder; readonly fields: Fields }>();
  /** Fields around the present place, and for each container around how many there were before it. */
  private readonly fields: (readonly [string, string])[] = [];
  private readonly known: number[] = [];
  private asked: JsonContainer | undefined;
  private answer = false;

  constructor(text: SourceText, list: JsonList) {
    this.text = text;
    this.view = viewOf(text.bytes);
    this.list = list;
    this.tokens = new JsonTokens(text.bytes, list.document);
    this.lines = new LineCounter(text.bytes);
  }

  run(): Unfolded {
    const { text, tokens, list, rest } = this;
    const { bytes } = text;
    for (let token = tokens.next(); token; token = tokens.next()) {
      const { around } = tokens;
      const isOpen = token === "open";
      const container = around.at(isOpen ? -2 : -1) as JsonContainer;
      if (token !== "close" && around.length - Number(isOpen) === list.depth && this.isWanted(container)) {
        this.element(isOpen);
      } else if (isOpen) this.known.push(this.fields.length);
      else if (token === "close") this.leave(container.isList || bytes[tokens.start] !== OPEN);
      else this.takeField(container);
    }
    rest.appendLines(this.view, this.restFrom, bytes.length, this.lines.lineAt(this.restFrom));
    const peeled = [...this.builders.values()].map(({ builder, fields }) =>
      makeLayer(text, ["json"], builder, () => fields),
    );
    return { peeled, rest: makeLayer(text, [], rest, () => []) };
  }

  /** The container around is one of the lists that hold lines. */
  private isWanted(container: JsonContainer): boolean {
    const { list, tokens, text } = this;
    if (container !== this.asked) {
      this.asked = container;
      this.answer = container.isList && pathOf(text.bytes, tokens.around, 1, list.depth - 1) === list.path;
    }
    return this.answer;
  }

  /** Behind a container. @param endsRecord What it said is not said of what follows. */
  private leave(endsRecord: boolean): void {
    const known = this.known.pop() ?? 0;
    if (endsRecord) this.fields.length = known;
  }

  private takeField({ isList, nameStart, nameEnd }: JsonContainer): void {
    const { bytes } = this.text;
    const { start, end } = this.tokens;
    if (isList || end - start > LONGEST_FIELD || bytes[start] !== QUOTE) return;
    const name = decode(bytes, nameStart, nameEnd);
    this.fields.push([ENTRY_FIELDS[name]?.key ?? name, String(JSON.parse(decode(bytes, start, end)))]);
  }

  /** Writes the value at which the reader stands, or that begins there, as an object of its own. */
  private element(isOpen: boolean): void {
    const { tokens, text, view, rest, list, restFrom } = this;
    const { start } = tokens;
    const isObject = isOpen && text.bytes[start] === OPEN;
    const items = isOpen ? this.items() : [{ start, end: tokens.end }];
    // Damage: the rest is no element.
    if (tokens.around.length !== list.depth) return;
    const { end } = tokens;
    rest.appendLines(view, restFrom, start, this.lines.lineAt(restFrom));
    const line = this.lines.lineAt(start);
    const builder = this.builder();
    if (isObject) builder.appendLines(view, start, end, line);
    else this.writeItems(builder, items, isOpen);
    builder.endLine(this.lines.lineAt(end));
    this.restFrom = end;
  }

  /** Goes behind the list or object that begins here. @returns The values in it. */
  private items(): Span[] {
    const { tokens, list } = this;
    const items: Span[] = [];
    for (let token = tokens.next(); token; token = tokens.next()) {
      const { around, start, end } = tokens;
      if (around.length === list.depth) break;
      if (around.length === list.depth + 1 && token !== "open") items.push({ start, end });
    }
    return items;
  }

  private writeItems(builder: TextBuilder, items: readonly Span[], isList: boolean): void {
    const { bytes } = this.text;
    for (const [index, { start, end }] of items.entries()) {
      const line = this.lines.lineAt(start);
      const isTimed = isList && end - start < 40 && isTime(decode(bytes, start, end).replaceAll('"', ""));
      const name = isTimed ? "time" : isList ? `value ${index}` : "message";
      builder.appendText(`${index === 0 ? "{" : ","}"${name}":`, line);
      builder.appendLines(this.view, start, end, line);
    }
    builder.appendText(items.length === 0 ? "{}" : "}", 0);
  }

  private builder(): TextBuilder {
    const key = this.builders.size < MOST_STREAMS ? JSON.stringify(this.fields) : "";
    const known = this.builders.get(key) ?? { builder: new TextBuilder(), fields: [...this.fields] };
    this.builders.set(key, known);
    return known.builder;
  }
}
