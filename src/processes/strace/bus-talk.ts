import { type BusMessage, BusStream } from "./dbus-message.ts";

/** When and where something stands in a trace. */
export interface TracePlace {
  readonly file: string;
  readonly line: number;
  readonly stamp?: string;
  /** Seconds since the first stamp of the trace; undefined without stamps. */
  readonly seconds?: number;
}

/** A call over D-Bus that went out and whose answer the trace does not show. */
export interface PendingCall extends TracePlace {
  readonly message: BusMessage;
}

/** One connection of a process, as far as the trace shows what went over it. */
export class BusTalk {
  readonly #out = new BusStream();
  readonly #in = new BusStream();
  readonly #pending = new Map<number, PendingCall>();
  /** The peer's name; a bus is also known by its messages. */
  readonly peer: string | undefined;
  /** The last answer of which strace printed too little to say which call it answers. */
  lastUnreadAnswer: TracePlace | undefined;
  /** The last bytes in either direction. */
  lastSent: TracePlace | undefined;
  lastReceived: TracePlace | undefined;

  constructor(peer: string | undefined) {
    this.peer = peer;
  }

  /** `bytes` is only asked when somebody can still make sense of them. */
  sent(bytes: () => readonly number[], place: TracePlace): void {
    this.lastSent = place;
    if (this.#out.lost) return;
    for (const message of this.#out.push(bytes()))
      if (message.kind === "call" && message.wantsReply) this.#pending.set(message.serial, { ...place, message });
  }

  received(bytes: () => readonly number[], place: TracePlace): void {
    this.lastReceived = place;
    if (this.#in.lost) return;
    for (const message of this.#in.push(bytes())) {
      if (message.kind !== "reply" && message.kind !== "error") continue;
      if (message.replySerial === undefined) this.lastUnreadAnswer = place;
      else this.#pending.delete(message.replySerial);
    }
  }

  /** Calls without an answer. None when what came back cannot be read: then nobody knows. */
  get pending(): readonly PendingCall[] {
    return this.#in.lost || this.#out.lost ? [] : [...this.#pending.values()];
  }
}
