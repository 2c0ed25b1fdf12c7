/**
 * The typed model of a goroutine dump: what `parse` returns and what every later stage reads. Everything is readonly; equal
 * texts share one object (a function name, a location, a whole stack), so `===` compares them.
 */
import type { Diagnostic } from "./diagnostic.ts";

/** A function name as Go prints it, split. One object per distinct text. */
export interface FuncName {
  /** As printed, without the argument list: "github.com/docker/docker/vendor/gopkg.in/yaml%2ev2.(*decoder).unmarshal". */
  readonly text: string;
  /** As `text`, but unescaped and without what stands up to the last "/vendor/": what rules match against. */
  readonly symbol: string;
  /** Import path, unescaped and without a vendor prefix: "gopkg.in/yaml.v2"; "" when the name has none. */
  readonly package: string;
  /** Receiver type without pointer and type arguments: "decoder"; absent for a plain function. */
  readonly receiver?: string;
  /** True for `(*T).M`. */
  readonly pointerReceiver: boolean;
  /** Name of the function or method itself: "unmarshal". */
  readonly name: string;
  /** What follows the name: "func1.2", "gowrap1", "fm", "range1"; "" for the function itself. */
  readonly closure: string;
  /** For people: last element of the package, receiver, name: "yaml.v2.(*decoder).unmarshal". */
  readonly short: string;
}

/** A source position as a location line prints it. */
export interface Location {
  readonly file: string;
  readonly line: number;
  /** Distance of the program counter from the function's entry, with "0x". Absent on inlined frames. */
  readonly pcOffset?: string;
  readonly fp?: string;
  readonly sp?: string;
  readonly pc?: string;
}

/** One frame without its arguments; shared by all goroutines that have it. */
export interface StackFrame {
  readonly func: FuncName;
  readonly location?: Location;
  /** The argument list is printed as "(...)": the frame was inlined into its caller. */
  readonly inlined: boolean;
}

/** Who executed the `go` statement. */
export interface CreatedBy {
  readonly func: FuncName;
  readonly location?: Location;
}

/** The sequence of frames of a goroutine, innermost first: one object for all goroutines that have it. */
export interface Stack {
  /** Dense, from 0, in order of first appearance in the parse. */
  readonly id: number;
  readonly frames: readonly StackFrame[];
  /** Frames the runtime left out: behind frame `after` (count of frames before it); `count` is -1 when the text does not say. */
  readonly elided?: { readonly after: number; readonly count: number };
  readonly createdBy?: CreatedBy;
  /** "goroutine running on other thread; stack unavailable" */
  readonly unavailable?: true;
}

/** One argument as printed. */
export type Arg =
  /** `value` in lower-case hex with "0x". `stale`: printed with `?`, the value may be that of an earlier call: never trust it. */
  | { readonly kind: "word"; readonly value: string; readonly stale: boolean }
  | { readonly kind: "aggregate"; readonly items: readonly Arg[] }
  /** `...`: more values than the runtime prints. */
  | { readonly kind: "elided" }
  /** `_`: the runtime could not encode where the value is. */
  | { readonly kind: "unknown" };

/** A place in the input file. `recordLine` counts inside an escaped one-line record, 1-based after unescaping. */
export interface LineRef {
  readonly line: number;
  readonly recordLine?: number;
}

/** A goroutine that created the creator, as GODEBUG=tracebackancestors prints it. */
export interface Ancestor {
  readonly goroutine: number;
  readonly frames: readonly { readonly func: FuncName; readonly location?: Location }[];
  readonly createdBy?: CreatedBy;
}

/** Value of a header attribute: a flag, a number, a text, or pprof labels by name. */
export type AttributeValue = string | number | boolean | Readonly<Record<string, string>>;

/** One goroutine of a dump. A light view: arguments and line numbers are read from the text when they are asked for. */
export interface Goroutine {
  readonly dump: Dump;
  /** Position in `dump.goroutines`. */
  readonly index: number;
  /** Absent where the text has no header (a bare stack), and where the id is beyond 2^53: `attributes.id` has it as text. */
  readonly id?: number | undefined;
  /** Wait reason or status as printed, without attributes: "semacquire", "chan receive (nil chan)"; "" without header. */
  readonly state: string;
  /**
   * Whole minutes as printed. The wait may be shorter, by up to the time between two garbage collections, which is at most two minutes: the first
   * collection that sees the wait notes the end of the one before it. Only a wait that began before the process's first collection may be longer.
   * [Go 1.5 to 1.27 runtime/mgcmark.go: waitsince = work.tstart; mgc.go: gcMark sets tstart when marking ends]
   */
  readonly minutes?: number | undefined;
  readonly lockedToThread: boolean;
  /** Every other header attribute by name: scan, leaked, durable, gp, m, mp, labels … */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly stack: Stack;
  /** Id in "created by … in goroutine N" (Go 1.21+). */
  readonly creator?: number | undefined;
  readonly ancestors: readonly Ancestor[];
  /** First and last line in the input file, 1-based. */
  readonly lines: readonly [number, number];
  /** Part of the text was damaged or cut off; the dump's diagnostics say what. */
  readonly partial: boolean;
  /** How many goroutines this entry stands for (profiles print buckets); else 1. */
  readonly count: number;
  /** The text between the parentheses of a frame's call line; undefined when the frame has none. */
  argsText(frame: number): string | undefined;
  /** The same, parsed; empty for "()" and "(...)". */
  args(frame: number): readonly Arg[];
  /** Where the call line of a frame stands. */
  lineOf(frame: number): LineRef;
  /** The goroutine's own text, as in the (unescaped) input. */
  text(): string;
}

/** All goroutines of a dump in file order, made when asked for. */
export interface GoroutineList extends Iterable<Goroutine> {
  readonly length: number;
  /** The goroutine at a position; throws a RangeError outside 0 … length - 1. */
  at(index: number): Goroutine;
  /** The first goroutine with this id. */
  byId(id: number): Goroutine | undefined;
  /** Stack of the goroutine at a position, without making the goroutine. */
  stackAt(index: number): Stack;
  /** State of the goroutine at a position, without making the goroutine. */
  stateAt(index: number): string;
}

/** What surrounds the goroutines in a crash. */
export interface Crash {
  readonly messages: readonly string[];
  readonly signal?: string;
  readonly registers?: Readonly<Record<string, string>>;
  readonly exitStatus?: number;
}

/** What the text around a dump says about it: a log record's fields, the file's name. */
export interface Envelope {
  /** "plain" or the kind of record: "logrus", "logrus-raw" … */
  readonly format: string;
  readonly takenAt?: string;
  readonly pid?: number;
  readonly container?: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The goroutines of one process at one instant. */
export interface Dump {
  readonly file: string;
  /** First and last line of the dump inside that file. */
  readonly lines: readonly [number, number];
  readonly envelope: Envelope;
  readonly goroutines: GoroutineList;
  readonly crash?: Crash;
  /** Go versions the dump can come from, as an npm semver range, as far as its format tells. */
  readonly go?: string;
  readonly truncated: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
