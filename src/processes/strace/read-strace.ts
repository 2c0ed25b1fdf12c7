import type { EvidenceFile } from "../find-tables.ts";
import { BusTalk, type PendingCall, type TracePlace } from "./bus-talk.ts";
import { annotationOf, Descriptors, descriptorOf, type Opened } from "./descriptors.ts";
import { readStraceLine, type StraceLine, stampSeconds } from "./line.ts";
import { pidOfName } from "./thread-files.ts";
import { movedBytes } from "./unquote.ts";

/** The last system call of a thread, when it had not returned. */
export interface OpenCall extends TracePlace {
  readonly thread: number;
  /** From its name on, as printed. */
  readonly call: string;
  /** What its first argument is, when that is a descriptor that the trace shows being made. */
  readonly descriptor?: Opened;
}

/** What went over one connection of a process. */
export interface Conversation {
  readonly pid: number;
  readonly peer: string | undefined;
  readonly pending: readonly PendingCall[];
  /** The last answer of which strace printed too little to say which call it answers. */
  readonly lastUnreadAnswer?: TracePlace;
  readonly lastSent?: TracePlace;
  readonly lastReceived?: TracePlace;
}

/** A process that the trace shows starting a program. */
export interface StartedProgram extends TracePlace {
  readonly pid: number;
  readonly parent?: number;
  readonly arguments: readonly string[];
}

/** Output of strace for one process and its children. */
export interface StraceReading {
  /** The process strace was attached to or started; undefined when the output does not say (`strace PROGRAM` without -f). */
  readonly pid?: number;
  readonly open: readonly OpenCall[];
  /** Threads that were seen to be processes of their own: made by fork, or by clone without CLONE_THREAD. */
  readonly forked: ReadonlySet<number>;
  readonly conversations: readonly Conversation[];
  readonly programs: readonly StartedProgram[];
  /** How processes ended that the trace shows ending, by pid: "exited with 0", "killed by SIGKILL". */
  readonly ended: ReadonlyMap<number, string>;
  /** The last line with a stamp. */
  readonly last?: TracePlace;
  /** The file; of several the first. */
  readonly file: string;
  /** Set when the files do not tell in which order things happened: an answer can have been read before its call. */
  readonly unordered?: true;
}

/** A line of a trace; `thread` where the file's name tells it. */
export interface TraceLine {
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly thread?: number;
}

const attached = /^(?:strace: )?Process (\d+) attached(?: with \d+ threads)?/;
const detached = /(?:strace: )?Process (\d+) detached$/;
/** "= 3", "= -1 ENOENT (…)", "= 0x7f42", "= ?"; a call broken off by strace's own detaching counts as not returned. */
const returned = /\)? += (-?\d+|0x[0-9a-f]+|\?(?! ERESTART))(?:<[^>]*>)?(?: .*)?$/;
const makesProcess = /^(?:v?fork|clone3?)$/;
const sends = /^(?:write|writev|send|sendto|sendmsg)$/;
const receives = /^(?:read|readv|recv|recvfrom|recvmsg)$/;
const secondsADay = 86_400;

/** Reads what strace printed; undefined when the file does not look like it. */
export function readStrace(file: EvidenceFile): StraceReading | undefined {
  const reader = new TraceReader();
  for (const [index, text] of file.lines.entries()) reader.read({ text, file: file.name, line: file.numberOf(index) });
  return reader.reading(file.name);
}

/** Reads lines of several files as one trace, in the order given; `pid` is the process that they are of. */
export function readTraceLines(lines: readonly TraceLine[], pid: number): StraceReading | undefined {
  const reader = new TraceReader(pid);
  for (const line of lines) reader.read(line);
  return reader.reading(lines[0]?.file ?? "");
}

interface Unfinished extends TracePlace {
  readonly name: string;
  readonly args: string;
}

class TraceReader {
  readonly #open = new Map<number, Unfinished>();
  /** Process of each thread whose making was seen. */
  readonly #owner = new Map<number, number>();
  readonly #parents = new Map<number, number>();
  readonly #tables = new Map<number, Descriptors>();
  readonly #talks = new Map<object, { pid: number; talk: BusTalk }>();
  readonly #programs: StartedProgram[] = [];
  readonly #ended = new Map<number, string>();
  #pid: number | undefined;
  #announced = false;
  #roots = 0;
  #calls = 0;
  #clock = { first: undefined as number | undefined, seconds: 0, days: 0, raw: 0 };
  #last: TracePlace | undefined;

  constructor(pid?: number) {
    this.#pid = pid;
  }

  read({ text: raw, file, line, thread: named }: TraceLine): void {
    const attach = attached.exec(raw);
    if (attach !== null) {
      this.#announced ||= raw.startsWith("strace: ");
      if (raw.includes("with ") || this.#pid === undefined) this.#roots++;
      this.#pid ??= Number(attach[1]);
      return;
    }
    const parsed = readStraceLine(raw.replace(detached, ""));
    if (parsed === undefined) return;
    const left = detached.exec(raw)?.[1];
    // Without -f no line names its thread; then only attaching and detaching tell the pid.
    this.#pid ??= parsed.thread ?? (left === undefined ? undefined : Number(left));
    const thread = parsed.thread ?? named ?? this.#pid ?? 0;
    const place = this.#place(parsed, file, line);
    const { event } = parsed;
    if (event.kind === "exit") this.#end(thread, event.text);
    else if (event.kind !== "signal") this.#call(thread, event, place, left !== undefined);
  }

  reading(file: string): StraceReading | undefined {
    if (!this.#announced && this.#calls < 2) return undefined;
    const pid = this.#pid ?? pidOfName(file);
    const forked = new Set([...this.#owner].filter(([thread, owner]) => thread === owner).map(([thread]) => thread));
    return {
      ...(pid === undefined ? {} : { pid }),
      open: [...this.#open].map(([thread, call]) => this.#openCall(thread, call)),
      forked,
      conversations: [...this.#talks.values()].map(({ pid, talk }) => ({
        pid: pid === 0 ? (this.#pid ?? pidOfName(file) ?? 0) : pid,
        peer: talk.peer,
        pending: talk.pending,
        ...(talk.lastUnreadAnswer && { lastUnreadAnswer: talk.lastUnreadAnswer }),
        ...(talk.lastSent && { lastSent: talk.lastSent }),
        ...(talk.lastReceived && { lastReceived: talk.lastReceived }),
      })),
      programs: this.#programs,
      ended: this.#ended,
      ...(this.#last && { last: this.#last }),
      file,
    };
  }

  #openCall(thread: number, { name, args, ...place }: Unfinished): OpenCall {
    const descriptor = this.#describe(thread, args);
    const call = `${name}${name.startsWith("<") ? "" : "("}${args}`.trimEnd();
    return { thread, call, ...place, ...(descriptor && { descriptor }) };
  }

  #describe(thread: number, args: string): Opened | undefined {
    const known = this.#table(thread).get(descriptorOf(args));
    const printed = annotationOf(args);
    if (known?.peer !== undefined || printed === undefined) return known;
    return { text: printed, closeOnExec: false, identity: {} };
  }

  #call(
    thread: number,
    event: Exclude<StraceLine["event"], { kind: "exit" | "signal" }>,
    place: TracePlace,
    cut: boolean,
  ): void {
    const before = this.#open.get(thread);
    const unfinished = event.rest.endsWith("<unfinished ...>");
    const rest = event.rest.replace(/\s*<unfinished \.\.\.>$/, "");
    const resumed = event.kind === "resumed";
    const continues = resumed && before?.name === event.name;
    const args = continues ? before.args + rest : rest;
    const result = returned.exec(rest);
    if (result !== null || unfinished || resumed || cut) this.#calls++;
    if (result === null) {
      // "restart_syscall(<... resuming interrupted read ...>" names what goes on; a resumption without its beginning does not.
      const name = resumed && !continues ? `<... ${event.name} resumed>` : event.name;
      this.#open.set(thread, { name, args, ...(continues ? { ...before, line: place.line } : place) });
      return;
    }
    this.#open.delete(thread);
    const value = Number(result[1]);
    const done = args.slice(0, args.length - result[0].length);
    if (Number.isNaN(value)) return;
    // What was sent stands in the line where the call begins; what came in was there when it returned.
    const at = continues && sends.test(event.name) ? { ...place, ...placeOf(before) } : place;
    this.#returned(thread, event.name, done, value, at, result[0]);
  }

  #returned(thread: number, name: string, args: string, value: number, place: TracePlace, tail: string): void {
    const process = this.#process(thread);
    const table = this.#table(thread);
    if (makesProcess.test(name) && value > 0) {
      this.#made(thread, value, args);
      return;
    }
    if (name.startsWith("exec") && value === 0) this.#started(thread, args, place);
    if (value >= 0 || /EINPROGRESS/.test(tail)) table.apply(name, args, value);
    if (value <= 0 || (!sends.test(name) && !receives.test(name))) return;
    const opened = this.#describe(thread, args);
    const identity = this.#identity(process, args, opened);
    if (
      identity === undefined ||
      (opened !== undefined && opened.peer === undefined && !/^UNIX|^socket|socket/.test(opened.text))
    )
      return;
    const entry = this.#talks.get(identity) ?? {
      pid: process,
      talk: new BusTalk(opened?.peer ?? addressOfAnnotation(args)),
    };
    this.#talks.set(identity, entry);
    const bytes = () => movedBytes(args, value);
    if (args.includes("MSG_PEEK")) return;
    if (sends.test(name)) entry.talk.sent(bytes, place);
    else entry.talk.received(bytes, place);
  }

  /** Connections made before strace was attached have no entry in the table: their number stands for them. */
  #identity(process: number, args: string, opened: Opened | undefined): object | undefined {
    const descriptor = descriptorOf(args);
    if (descriptor === undefined) return undefined;
    if (opened !== undefined && annotationOf(args) === undefined) return opened.identity;
    const table = this.#tables.get(process) as Descriptors;
    const known = table.get(descriptor);
    if (known === undefined) table.open(descriptor, annotationOf(args) ?? "a socket that was open before", "");
    return table.get(descriptor)?.identity;
  }

  #made(thread: number, child: number, args: string): void {
    const process = this.#process(thread);
    if (args.includes("CLONE_THREAD")) {
      this.#owner.set(child, process);
      return;
    }
    this.#owner.set(child, child);
    this.#parents.set(child, process);
    // The child may have run before the call returned to its parent: what it did by then stays.
    if (!this.#tables.has(child)) this.#tables.set(child, this.#table(thread).fork());
  }

  #started(thread: number, args: string, place: TracePlace): void {
    const list = /\[((?:"(?:[^"\\]|\\.)*"(?:\.\.\.)?(?:, )?)+)/.exec(args)?.[1] ?? "";
    const words = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? "");
    const pid = this.#process(thread);
    const parent = this.#parents.get(pid);
    this.#programs.push({ pid, arguments: words, ...(parent === undefined ? {} : { parent }), ...place });
  }

  #end(thread: number, text: string): void {
    this.#open.delete(thread);
    if (this.#process(thread) === thread) this.#ended.set(thread, text);
  }

  /** Threads whose making was not seen belong to the process that strace was attached to, when that was a single one. */
  #process(thread: number): number {
    return this.#owner.get(thread) ?? (this.#roots > 1 ? thread : (this.#pid ?? thread));
  }

  #table(thread: number): Descriptors {
    const process = this.#process(thread);
    const table = this.#tables.get(process) ?? new Descriptors();
    this.#tables.set(process, table);
    return table;
  }

  /** Seconds go on behind midnight, which -t and -tt do not show. */
  #place({ stamp, sincePrevious }: StraceLine, file: string, line: number): TracePlace {
    const clock = this.#clock;
    const raw = stampSeconds(stamp) ?? (sincePrevious === undefined ? undefined : clock.raw + sincePrevious);
    if (raw === undefined) return { file, line };
    if (raw < clock.raw - secondsADay / 2) clock.days++;
    clock.raw = raw;
    const now = raw + clock.days * secondsADay;
    clock.first ??= now;
    const place = { file, line, ...(stamp === undefined ? {} : { stamp }), seconds: now - clock.first };
    this.#last = place;
    return place;
  }
}

function placeOf({ file, line, stamp, seconds }: TracePlace): TracePlace {
  return { file, line, ...(stamp === undefined ? {} : { stamp }), ...(seconds === undefined ? {} : { seconds }) };
}

function addressOfAnnotation(args: string): string | undefined {
  return /"([^"]+)"/.exec(annotationOf(args) ?? "")?.[1];
}
