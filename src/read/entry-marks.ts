import { ENTRY_FIELDS } from "./entry-forms.ts";
import { decode, encode } from "./utf8.ts";

/** What a field is needed for. */
export type EntryUse = "message" | "identity" | "goes on";

interface Field {
  readonly name: Uint8Array;
  readonly use: EntryUse;
  readonly number: number;
}

interface FieldTable {
  /** By the length of their names. */
  readonly byLength: readonly (readonly Field[])[];
  readonly count: number;
}

/** Fields that say, with such a value, that the next entry has the rest of the line, which was cut at a limit. */
const GOES_ON: Readonly<Record<string, string>> = { _LINE_BREAK: "line-max", CONTAINER_PARTIAL_MESSAGE: "true" };

/**
 * Where that stands in an entry which is needed of every one of them. One object serves all entries of a text, one after the other: a log has
 * hundreds of thousands, and to make texts of their fields would cost more than all the rest.
 */
export class EntryMarks {
  /** Where the entry begins. */
  start = 0;
  /** Line in which its message begins, 1-based. */
  line = 0;
  /** Where the message begins; -1 when there is none. */
  message = -1;
  messageEnd = -1;
  /** Start and end of the message's further lines, where they do not just follow. */
  further: number[] = [];
  /** The next entry has the rest of the line. */
  goesOn = false;
  /** By number of each field that tells processes apart: start and end of its value; -1 where the entry has none. */
  private identity: Int32Array;
  /** The same of the entry that was remembered. */
  private known: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly fields: FieldTable["byLength"];

  /** @param message Name of the field that holds the message. */
  constructor(bytes: Uint8Array, message: string) {
    this.bytes = bytes;
    const { byLength, count } = message === "" ? WITHOUT_MESSAGE : fieldTable(message);
    this.fields = byLength;
    this.identity = new Int32Array(2 * count).fill(-1);
    this.known = this.identity.slice();
  }

  begin(start: number): void {
    this.start = start;
    this.message = -1;
    if (this.further.length > 0) this.further = [];
    this.identity.fill(-1);
    this.goesOn = false;
  }

  /** Takes a field, and tells what it is needed for. @param inner Quotes around the value: their length. */
  take(nameStart: number, nameEnd: number, start: number, end: number, line: number, inner = 0): EntryUse | undefined {
    const field = this.find(nameStart, nameEnd);
    if (!field) return undefined;
    if (field.use === "identity") {
      this.identity[2 * field.number] = start;
      this.identity[2 * field.number + 1] = end;
    } else if (field.use === "goes on")
      this.goesOn ||= isGoingOn(field, decode(this.bytes, start + inner, end - inner));
    else this.takeMessage(start, end, line);
    return field.use;
  }

  takeMessage(start: number, end: number, line: number): void {
    this.line = line;
    this.message = start;
    this.messageEnd = end;
  }

  /** It comes from the same process as the one that was remembered. */
  isSameProcess(): boolean {
    const { identity, known, bytes } = this;
    for (let at = 0; at < identity.length; at += 2) {
      const [start, other] = [identity[at] as number, known[at] as number];
      const length = (identity[at + 1] as number) - start;
      if (length !== (known[at + 1] as number) - other || start < 0 !== other < 0) return false;
      for (let index = length - 1; index >= 0; index--) if (bytes[start + index] !== bytes[other + index]) return false;
    }
    return true;
  }

  /** Remembers the process that the entry comes from, and tells what it is known by. */
  rememberProcess(): string {
    const { identity, known, bytes } = this;
    this.known = identity;
    this.identity = known;
    const parts: string[] = [];
    for (let at = 0; at < identity.length; at += 2)
      parts.push((identity[at] as number) < 0 ? "" : `=${decode(bytes, identity[at], identity[at + 1])}`);
    return parts.join("\n");
  }

  private find(start: number, end: number): Field | undefined {
    const { bytes } = this;
    const candidates = this.fields[end - start];
    if (!candidates) return undefined;
    for (let index = 0; index < candidates.length; index++) {
      const field = candidates[index] as Field;
      const { name } = field;
      let same = 0;
      while (same < name.length && bytes[start + same] === name[same]) same++;
      if (same === name.length) return field;
    }
    return undefined;
  }
}

function isGoingOn({ name }: Field, value: string): boolean {
  return GOES_ON[decode(name)] === value;
}

function fieldTable(message: string): FieldTable {
  const uses = new Map<string, EntryUse>([
    ...Object.entries(ENTRY_FIELDS).flatMap(([name, { identity }]) => (identity ? [[name, "identity"] as const] : [])),
    ...Object.keys(GOES_ON).map((name) => [name, "goes on"] as const),
    [message, "message"],
  ]);
  const byLength: Field[][] = [];
  for (const [number, [name, use]] of [...uses].entries()) {
    const list = byLength[name.length] ?? [];
    byLength[name.length] = list;
    list.push({ name: encode(name), use, number });
  }
  return { byLength, count: uses.size };
}

/** Of single objects that are looked at: made once, as every line of a log may be one. */
const WITHOUT_MESSAGE = fieldTable("");
