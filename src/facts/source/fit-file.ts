import type { Stack } from "../../model/dump.ts";
import { checkFrame, type FrameUse, isCalledByName } from "./check-frame.ts";
import { isNamed } from "./find-function.ts";
import type { GoFile } from "./go-file.ts";
import type { Workspace } from "./workspace.ts";

/** A file of the source that stands for a path in the dump. */
export interface FittedFile {
  readonly file: GoFile;
  /** To be added to the dump's line numbers. */
  readonly shift: number;
}

/** Distributions patch a few lines into a file: its lines are looked for this far away. */
const FARTHEST = 15;

/** With more misses than this part of all frames a file is another version. */
const MOST_MISSES = 0.35;

/** So many files of the same name are compared with the frames. */
const MOST_CANDIDATES = 12;

/** All frames of the stacks by the file they stand in, each once. */
export function framesByFile(stacks: Iterable<Stack>): Map<string, FrameUse[]> {
  const files = new Map<string, Map<string, FrameUse>>();
  for (const { frames, elided } of stacks) {
    frames.forEach(({ func, location }, index) => {
      if (!location) return;
      const inner = index === 0 || elided?.after === index ? undefined : frames[index - 1]?.func;
      const uses = files.get(location.file) ?? new Map<string, FrameUse>();
      uses.set(`${location.line} ${func.text} ${inner?.text}`, { func, line: location.line, inner });
      files.set(location.file, uses);
    });
  }
  return new Map([...files].map(([file, uses]) => [file, [...uses.values()]]));
}

/**
 * The file of the source that fits the frames, with the shift of its lines. When none does, `another` is a file that has the functions, but
 * not on these lines.
 */
export function fitFile(
  workspace: Workspace,
  names: readonly string[],
  frames: readonly FrameUse[],
): { readonly fitted?: FittedFile; readonly another?: string } {
  const fits: (Score & { readonly file: GoFile })[] = [];
  let another: string | undefined;
  for (const name of names.slice(0, MOST_CANDIDATES)) {
    const file = workspace.file(name);
    if (!file?.all.some((declared) => frames.some(({ func }) => isNamed(declared, func)))) continue;
    another ??= name;
    const at = fitShift(file, frames);
    if (at) fits.push({ ...at, file });
  }
  // Sorting is stable: of files that fit alike the one with the longer common path stays first.
  fits.sort((a, b) => a.misses - b.misses || b.hits - a.hits || Math.abs(a.shift) - Math.abs(b.shift));
  const [best] = fits;
  if (best) return { fitted: { file: best.file, shift: best.shift } };
  return another === undefined ? {} : { another };
}

interface Score {
  readonly shift: number;
  readonly hits: number;
  readonly misses: number;
}

function fitShift(file: GoFile, frames: readonly FrameUse[]): Score | undefined {
  const straight = score(file, frames, 0);
  if (isGood(straight, frames.length)) return straight;
  const moved: Score[] = [];
  for (let by = 1; by <= FARTHEST; by++) {
    for (const shift of [-by, by]) {
      const at = score(file, frames, shift);
      if (at.hits > 0 && isGood(at, frames.length)) moved.push(at);
    }
  }
  moved.sort((a, b) => b.hits - b.misses - (a.hits - a.misses));
  const [best, next] = moved;
  // Some line that fits is found near by chance: the best place must be the only one as good.
  return best && (next === undefined || best.hits - best.misses > next.hits - next.misses) ? best : undefined;
}

function isGood({ hits, misses }: Score, frames: number): boolean {
  return misses <= frames * MOST_MISSES && (hits > 0 || misses === 0);
}

function score(file: GoFile, frames: readonly FrameUse[], shift: number): Score {
  let hits = 0;
  let misses = 0;
  for (const use of frames) {
    const { agreement } = checkFrame(file, use, shift);
    if (agreement === "yes") hits++;
    else if (agreement === "no") misses++;
    else if (use.inner && isCalledByName(use.inner)) misses += 0.5;
  }
  return { shift, hits, misses };
}
