import { BLOCKS, type ReadFunction, type ReadPoint } from "./read-function.ts";

/** Callees that no traceback shows as waiting for anything. */
const PASSING =
  /^(append|cap|close|complex|copy|delete|imag|len|make|max|min|new|panic|print|println|real|recover|string|byte|error|bool|u?int\d*|float\d+|uintptr|Unlock|RUnlock)$/;

/** Callees behind which goroutines wait in any program. */
const WAITING =
  /^(Accept|Acquire|Call|Close|Copy|Decode|Do|Encode|Go|Invoke|ListenAndServe|Lock|Next|RLock|Read|ReadAll|ReadFrom|Recv|RoundTrip|Run|Scan|Select|Send|Serve|ServeHTTP|Sleep|Start|Update|View|Wait|Write|WriteTo)$/;

/**
 * The functions of a release that facts are kept of: those that hold, take or give back a lock, with all their calls; by their lines a dump
 * tells which release it is, and so it does by those in which a goroutine can block and those of the program itself, of which only the
 * calls are kept that can be seen waiting.
 */
export function worthKeeping(functions: readonly ReadFunction[]): ReadFunction[] {
  const kept = functions.filter((func) => func.package === "main" || locks(func) || blocks(func));
  const names = new Set(kept.map(({ name }) => name.slice(name.lastIndexOf(".") + 1)));
  const waits = ({ callee }: ReadPoint) =>
    callee === BLOCKS || callee === "" || names.has(callee) || WAITING.test(callee);
  return kept
    .map((func) => onlyPoints(func, locks(func) ? isSeen : (point) => isSeen(point) && waits(point)))
    .filter(({ bodies }) => bodies.some(({ points }) => points.length > 0));
}

function isSeen({ callee }: ReadPoint): boolean {
  return !PASSING.test(callee);
}

function onlyPoints(func: ReadFunction, keeps: (point: ReadPoint) => boolean): ReadFunction {
  return { ...func, bodies: func.bodies.map((body) => ({ ...body, points: body.points.filter(keeps) })) };
}

function locks({ bodies }: ReadFunction): boolean {
  return bodies.some(
    ({ points, given }) =>
      given.length > 0 || points.some(({ effects, asked }) => effects.length > 0 || asked !== undefined),
  );
}

function blocks({ bodies }: ReadFunction): boolean {
  return bodies.some(({ points }) => points.some(({ callee }) => callee === BLOCKS));
}
