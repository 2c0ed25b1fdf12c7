import { releaseText } from "./fit-release.ts";
import type { KnownFunction } from "./known-files.ts";
import { commonEffects } from "./place-in-release.ts";
import type { ReadBody } from "./read-function.ts";
import type { ReleaseCatalogue } from "./release-catalogue.ts";

/** Callees a line names at most. */
const NAMED = 6;

/** What a catalogue knows about a function, for people: one block for all releases in which it is the same. */
export function describeFunction(
  { program, releases }: ReleaseCatalogue,
  { package: path, file, name, variants, runs }: KnownFunction,
): string[] {
  const lines = [`${path}: ${name} (${file})`];
  variants.forEach((bodies, variant) => {
    const here = runs
      .filter((run) => run.variant === variant)
      .flatMap(({ from, to, line }) =>
        Array.from({ length: to - from }, (_, index) => ({ index: from + index, line })),
      );
    const last = here.at(-1);
    const outer = bodies[0];
    if (!last || !outer) return;
    const shown = releaseText(
      releases,
      here.map(({ index }) => index),
    );
    const first = last.line + outer.start;
    const end = last.line + outer.end;
    const where = first === end ? `line ${first}` : `lines ${first} to ${end}`;
    lines.push(`  ${program} ${shown}: ${where}${here.length > 1 ? ` of ${releases[last.index]}` : ""}`);
    const found = bodies.flatMap((body) => describeBody(body, last.line));
    lines.push(...(found.length > 0 ? found : ["    holds no lock at any call"]));
  });
  return lines;
}

function describeBody({ points, given, depth, start }: ReadBody, base: number): string[] {
  const lines: string[] = [];
  const where = depth > 0 ? ` in the function literal of line ${base + start}` : "";
  const asked = points.filter((point) => point.asked);
  for (const { line, asked: lock } of asked)
    lines.push(`    asks for ${lock?.class ?? "a lock of unknown class"} at ${base + line}${where}`);
  const held = new Map<string, string[]>();
  for (const point of points) {
    for (const { class: name, mode, certain, sign, line } of commonEffects([point])) {
      const verb = sign < 0 ? "has released" : certain ? "holds" : "perhaps holds";
      const key = `${verb} ${name ?? "a lock of unknown class"}${mode === "rlock" ? " for reading" : ""} (${base + line})`;
      const callee = point.callee === "<-" ? "a channel" : point.callee === "" ? "a literal" : point.callee;
      held.set(key, [...(held.get(key) ?? []), `${callee} ${base + point.line}`]);
    }
  }
  for (const [what, calls] of held) {
    const more = calls.length > NAMED ? ` and ${calls.length - NAMED} more` : "";
    lines.push(`    ${what}${where} at ${calls.slice(0, NAMED).join(", ")}${more}`);
  }
  for (const { class: name } of given)
    lines.push(`    releases ${name ?? "a lock of unknown class"} for its caller${where}`);
  return lines;
}
