/** A message of D-Bus, as far as its bytes are known. */
export interface BusMessage {
  readonly kind: "call" | "reply" | "error" | "signal";
  readonly serial: number;
  /** False when the sender said that it wants no reply. */
  readonly wantsReply: boolean;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly destination?: string;
  readonly sender?: string;
  /** First argument, when it is a string: the name of a unit in most calls to systemd. */
  readonly argument?: string;
  /** Header fields could not all be read, because strace printed a part only. */
  readonly partial: boolean;
}

type Mutable = { -readonly [Key in keyof BusMessage]: BusMessage[Key] };

const kinds: readonly (BusMessage["kind"] | undefined)[] = [undefined, "call", "reply", "error", "signal"];
/** Header fields by number. [D-Bus specification, "Header Fields"] */
const textFields: Readonly<Record<number, "path" | "interface" | "member" | "errorName" | "destination" | "sender">> = {
  1: "path",
  2: "interface",
  3: "member",
  4: "errorName",
  6: "destination",
  7: "sender",
};
const fixedLength = 16;
/** The specification allows 128 MiB for a message: a longer one is no message. */
const longest = 1 << 27;
const longestLine = 1024;

/** One direction of a connection: bytes go in as calls move them, messages come out. Bytes that are not known are -1. */
export class BusStream {
  readonly #bytes: number[] = [];
  /** A place was reached where a message should begin and none does: nothing behind it can be read. */
  lost = false;

  push(bytes: readonly number[]): BusMessage[] {
    if (this.lost) return [];
    for (const byte of bytes) this.#bytes.push(byte);
    const messages: BusMessage[] = [];
    for (;;) {
      this.#skipHandshake();
      const length = this.#messageLength();
      if (length === undefined || this.#bytes.length < length) return messages;
      messages.push(readMessage(this.#bytes.splice(0, length)));
    }
  }

  /** A connection begins with lines of text ("AUTH EXTERNAL 30", "OK …", "BEGIN"), the first of them behind a zero byte. */
  #skipHandshake(): void {
    while (this.#bytes.length > 0 && !this.#isStart()) {
      const first = this.#bytes[0] ?? -1;
      const end = this.#bytes.findIndex((byte, at) => byte === 13 && this.#bytes[at + 1] === 10);
      if (first === 0) this.#bytes.shift();
      else if (/[A-Z]/.test(String.fromCharCode(first)) && end >= 0) this.#bytes.splice(0, end + 2);
      else {
        this.lost = !/[A-Z]/.test(String.fromCharCode(first)) || this.#bytes.length > longestLine;
        return;
      }
    }
  }

  #isStart(): boolean {
    const [endian, kind] = this.#bytes;
    return (endian === 0x6c || endian === 0x42) && (kind === undefined || (kind >= 1 && kind <= 4));
  }

  #messageLength(): number | undefined {
    if (this.lost || this.#bytes.length < fixedLength || !this.#isStart()) return undefined;
    const reader = new Reader(this.#bytes);
    const [body, fields] = [reader.u32(4), reader.u32(12)];
    const length =
      body === undefined || fields === undefined ? longest : fixedLength + Math.ceil(fields / 8) * 8 + body;
    this.lost = length >= longest;
    return this.lost ? undefined : length;
  }
}

function readMessage(bytes: readonly number[]): BusMessage {
  const reader = new Reader(bytes);
  const message: Mutable = {
    kind: kinds[bytes[1] ?? 0] ?? "signal",
    serial: reader.u32(8) ?? 0,
    wantsReply: ((bytes[2] ?? 0) & 1) === 0,
    partial: false,
  };
  const end = fixedLength + (reader.u32(12) ?? 0);
  let signature = "";
  for (let at = fixedLength; at < end; ) {
    const type = String.fromCharCode(bytes[at + 2] ?? 0);
    const field = bytes[at] ?? -1;
    const name = textFields[field];
    const value = type === "u" ? reader.u32(at + 4) : reader.text(at + 4, type === "g" ? 1 : 4);
    if (field < 0 || value === undefined) {
      message.partial = true;
      break;
    }
    if (name !== undefined && typeof value === "string") message[name] = value;
    if (field === 5 && typeof value === "number") message.replySerial = value;
    if (field === 8 && typeof value === "string") signature = value;
    const length = type === "u" ? 4 : (type === "g" ? 1 : 4) + String(value).length + 1;
    at = Math.ceil((at + 4 + length) / 8) * 8;
  }
  const argument = signature.startsWith("s") ? reader.text(Math.ceil(end / 8) * 8, 4) : undefined;
  if (argument !== undefined) message.argument = argument;
  return message;
}

class Reader {
  readonly #bytes: readonly number[];
  readonly #little: boolean;

  constructor(bytes: readonly number[]) {
    this.#bytes = bytes;
    this.#little = bytes[0] === 0x6c;
  }

  u32(at: number): number | undefined {
    const four = this.#bytes.slice(at, at + 4);
    if (four.length < 4 || four.includes(-1)) return undefined;
    return (this.#little ? four.reverse() : four).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** A text behind its length of one or four bytes. One character a byte: names on the bus are ASCII. */
  text(at: number, width: 1 | 4): string | undefined {
    const length = width === 1 ? this.#bytes[at] : this.u32(at);
    if (length === undefined || length < 0) return undefined;
    const bytes = this.#bytes.slice(at + width, at + width + length);
    return bytes.length < length || bytes.includes(-1) ? undefined : String.fromCharCode(...bytes);
  }
}
