import { BLOCKS, type ReadFunction, type ReadPoint } from "./read-function.ts";

/** Callees that no traceback shows as waiting for anything. */
const PASSING =
  /^(append|cap|close|complex|copy|delete|imag|len|make|max|min|new|panic|print|println|real|recover|string|byte|error|bool|u?int\d*|float\d+|uintptr|Unlock|RUnlock)$/;

/**
 * The functions of a release that facts are kept of: those that hold, take or give back a lock, those in which a goroutine can block, the
 * program's own first ones, and those that call one of these by a name that no other function of the tree has. By the lines of such
 * frames a dump tells which release it is.
 */
export function worthKeeping(functions: readonly ReadFunction[]): ReadFunction[] {
  const times = new Map<string, number>();
  for (const { name } of functions) times.set(lastName(name), (times.get(lastName(name)) ?? 0) + 1);
  const kept = new Set(functions.filter((func) => func.package === "main" || locks(func) || blocks(func)));
  for (let round = 0; round < ROUNDS; round++) {
    const names = new Set([...kept].map(({ name }) => lastName(name)).filter((name) => times.get(name) === 1));
    for (const func of functions) if (!kept.has(func) && calls(func, names)) kept.add(func);
  }
  return functions.filter((func) => kept.has(func)).map(withoutPassing);
}

/** So many callers up. */
const ROUNDS = 2;

function locks({ bodies }: ReadFunction): boolean {
  return bodies.some(
    ({ points, given }) =>
      given.length > 0 || points.some(({ effects, asked }) => effects.length > 0 || asked !== undefined),
  );
}

function blocks({ bodies }: ReadFunction): boolean {
  return bodies.some(({ points }) => points.some(({ callee }) => callee === BLOCKS));
}

function calls({ bodies }: ReadFunction, names: ReadonlySet<string>): boolean {
  return bodies.some(({ points }) => points.some(({ callee }) => names.has(callee)));
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function withoutPassing(func: ReadFunction): ReadFunction {
  const keeps = ({ callee }: ReadPoint) => !PASSING.test(callee);
  return { ...func, bodies: func.bodies.map((body) => ({ ...body, points: body.points.filter(keeps) })) };
}
