import type { FuncName, Stack, StackFrame } from "../../model/dump.ts";
import { isCarrier } from "../path.ts";
import { isRunner } from "./runners.ts";
import { isStandard } from "./std.ts";

/** What a stack looks like without knowing its names: which frames are the program's own and where the goroutine started. */
export interface StackShape {
  /** The program's and its libraries' frames, innermost first; recursion and closures of one function count once. */
  readonly own: readonly FuncName[];
  /** Frames between the wait and the first own frame, without the runtime's: packages of the standard library. */
  readonly above: readonly FuncName[];
  /** The function that the go statement called. */
  readonly start: FuncName | undefined;
  /** `start` is one of them. */
  readonly startsOwn: boolean;
  /** All packages of `own`. */
  readonly packages: ReadonlySet<string>;
  /** Some frames are missing from the text: the shape says nothing. */
  readonly cut: boolean;
  /** The main goroutine. */
  readonly main: boolean;
  /** It runs the function of a sync.Once. */
  readonly once: boolean;
  /** It is inside io.Copy, or in Docker's copy that parts stdout from stderr. */
  readonly copies: boolean;
}

/** The frames further in than those that only run the function of a goroutine. */
function withoutRunner(frames: readonly FuncName[]): readonly FuncName[] {
  let end = frames.length;
  while (end > 1 && isRunner(frames[end - 1] as FuncName)) end--;
  return frames.slice(0, end);
}

/** Go until 1.20 stops after 100 physical frames, hidden ones included, without saying so (facts §2.7). */
const SILENT_CUT = 90;

export function shapeOf(stack: Stack): StackShape {
  const frames = withoutRunner(
    stack.frames
      .filter((frame, at) => !isCarrier(frame) && !(at > 0 && isGoStatement(stack, frame)))
      .map((frame) => frame.func),
  );
  const own: FuncName[] = [];
  for (const func of frames) {
    if (!isStandard(func.package) && !own.some((other) => sameFunction(other, func))) own.push(func);
  }
  const first = frames.findIndex((func) => !isStandard(func.package));
  const start = frames.at(-1);
  return {
    own,
    above: first < 0 ? frames : frames.slice(0, first),
    start,
    startsOwn: start !== undefined && !isStandard(start.package),
    packages: new Set(own.map((func) => func.package)),
    cut: stack.elided !== undefined || stack.unavailable === true || stack.frames.length >= SILENT_CUT,
    main: start?.symbol === "main.main",
    once: frames.some((func) => func.package === "sync" && func.receiver === "Once"),
    copies: frames.some(isCopy),
  };
}

function isCopy({ package: pkg, name }: FuncName): boolean {
  return pkg === "io"
    ? /^(?:copyBuffer|Copy|CopyBuffer|CopyN)$/.test(name)
    : /\/stdcopy$/.test(pkg) && name === "StdCopy";
}

/**
 * What the compiler makes of `go f(x)` is printed like a function literal of the creator until Go 1.21 ("Run.func3", system mode only), at the line
 * of the go statement itself.
 */
function isGoStatement({ createdBy }: Stack, { func, location }: StackFrame): boolean {
  if (func.closure === "" || !createdBy?.location || !location) return false;
  const { func: creator, location: statement } = createdBy;
  const inside = func.package === creator.package && func.receiver === creator.receiver && func.name === creator.name;
  return inside && location.line === statement.line && location.file === statement.file;
}

function sameFunction(one: FuncName, other: FuncName): boolean {
  return one.package === other.package && one.receiver === other.receiver && one.name === other.name;
}
