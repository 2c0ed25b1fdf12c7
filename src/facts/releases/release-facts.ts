import type { Stack, StackFrame } from "../../model/dump.ts";
import type { LockFacts } from "../lock-facts.ts";
import { readStack, type StackReading } from "../read-stack.ts";
import { type FittedRelease, type FrameCall, type FrameUse, fitRelease, releaseText } from "./fit-release.ts";
import type { ReleaseCatalogue } from "./release-catalogue.ts";
import { ReleaseFrames } from "./release-frames.ts";

/** Which release of a program or library a dump shows. */
export interface DumpRelease {
  /** "docker" */
  readonly program: string;
  /** "20.10.24", "20.10.5 to 20.10.9", "29.7.2 or later": releases between which the dump's lines do not tell. */
  readonly release: string;
  /** Each of them. */
  readonly candidates: readonly string[];
  /** It can as well be one that came out after the catalogue was made. */
  readonly orLater: boolean;
  /** Probability that it is one of them; undefined when none fits well: facts are then used by function and callee. */
  readonly confidence: number | undefined;
}

/** Lock facts of the releases that a dump shows. */
export interface ReleaseFacts extends LockFacts {
  readonly releases: readonly DumpRelease[];
}

/** What the catalogues say about the stacks of one dump: each finds the release that the frames fit. */
export function releaseFacts(catalogues: readonly ReleaseCatalogue[], stacks: Iterable<Stack>): ReleaseFacts {
  const calls = callsIn(catalogues, stacks);
  const found = catalogues.flatMap((catalogue) => {
    const fitted = fitRelease(catalogue, usesOf(catalogue, calls));
    return fitted ? [{ catalogue, fitted, frames: new ReleaseFrames(catalogue, fitted.release) }] : [];
  });
  const cache = new WeakMap<Stack, StackReading>();
  const read = (stack: Stack) => {
    let known = cache.get(stack);
    if (!known) {
      known = readStack(stack, {
        find: (frame, inner) => firstOf(found, ({ frames }) => frames.find(frame, inner)),
        classAt: () => undefined,
      });
      cache.set(stack, known);
    }
    return known;
  };
  return {
    classOfSite: (site, kind) =>
      firstOf(found, ({ catalogue, frames }) => {
        const name = frames.classAt(site, kind);
        return name === undefined ? undefined : catalogue.class(name);
      }),
    heldBy: (stack) => read(stack).held,
    covers: (stack) => read(stack).covered,
    releases: found.map(({ catalogue, fitted }) => dumpRelease(catalogue, fitted)),
  };
}

/** Lines that the last release of a series shows, one that came later may show as well. */
function dumpRelease({ program, releases, open }: ReleaseCatalogue, fitted: FittedRelease): DumpRelease {
  const candidates = fitted.likely.flatMap((index) => releases[index] ?? []);
  const orLater = open.has(candidates.at(-1) ?? "");
  const release = `${releaseText(releases, fitted.likely)}${orLater ? " or later" : ""}`;
  return { program, release, candidates, orLater, confidence: fitted.confidence };
}

/** Distinct calls from frames that one of the catalogues may know functions for. */
function callsIn(catalogues: readonly ReleaseCatalogue[], stacks: Iterable<Stack>): FrameCall[] {
  const calls = new Map<string, FrameCall>();
  for (const { frames, elided } of stacks) {
    frames.forEach((frame: StackFrame, index) => {
      const { location, func } = frame;
      if (!location || !catalogues.some((catalogue) => catalogue.describes(func.package))) return;
      const inner = index === 0 || elided?.after === index ? undefined : frames[index - 1];
      const key = `${location.file}:${location.line} ${func.text} ${inner?.func.text}`;
      if (!calls.has(key)) calls.set(key, { frame, inner });
    });
  }
  return [...calls.values()];
}

/** Those that a catalogue knows functions for. */
function usesOf(catalogue: ReleaseCatalogue, calls: readonly FrameCall[]): FrameUse[] {
  return calls.flatMap(({ frame, inner }) => {
    const known = catalogue.candidates(frame);
    return known.length > 0 ? [{ frame, inner, known }] : [];
  });
}

function firstOf<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
