import type { Stack } from "../../model/dump.ts";
import type { LockFacts } from "../lock-facts.ts";
import { readStack, type StackReading } from "../read-stack.ts";
import type { SignalFacts } from "../signal-facts.ts";
import { ClassNames } from "./class-names.ts";
import { ExpressionTypes } from "./expression-type.ts";
import type { SourceFiles } from "./file-index.ts";
import { type FittedFile, fitFile, framesByFile } from "./fit-file.ts";
import type { GoParser } from "./go-parser.ts";
import { Types } from "./go-type.ts";
import { LockClasses } from "./lock-class.ts";
import { LockExpressions } from "./lock-expression.ts";
import { LockObjects } from "./lock-objects.ts";
import { SourceFrames } from "./source-frames.ts";
import { SourceSignals } from "./source-signals.ts";
import { StructLayout } from "./struct-layout.ts";
import { Summaries } from "./summaries.ts";
import { Workspace } from "./workspace.ts";

/** Source to read lock facts from. */
export interface GoSource {
  readonly files: SourceFiles;
  readonly parser: GoParser;
}

/** Which files of the source were of use for a dump. */
export interface SourceUse {
  /** Path in the dump, path in the source, and by how many lines they differ. */
  readonly used: readonly { readonly path: string; readonly name: string; readonly shift: number }[];
  /** Files that the source has in another version: they say nothing. */
  readonly mismatches: readonly { readonly path: string; readonly name: string }[];
}

/** Lock facts read from source. */
export interface SourceFacts extends LockFacts {
  readonly use: SourceUse;
  /** What goroutines tell each other by other means than locks. */
  readonly signals: SignalFacts;
}

/**
 * Reads in the source what the frames of these stacks hold. Only files that frames name are read, and those that declare the types they
 * use. A file whose lines do not contain the calls that the frames show is not used.
 *
 * @param stacks all stacks of one dump or several.
 */
export function sourceFacts({ files, parser }: GoSource, stacks: Iterable<Stack>): SourceFacts {
  const workspace = new Workspace(files, parser);
  const declared = new Types(workspace);
  const types = new ExpressionTypes(workspace, declared);
  const names = new ClassNames();
  const classes = new LockClasses(workspace, types, names);
  const locks = new LockExpressions(types, classes);
  const summaries = new Summaries(types, locks);
  const { fitted, mismatches } = fitAll(workspace, stacks);
  const frames = new SourceFrames(fitted, summaries, locks, new LockObjects(types, new StructLayout(declared)));
  const cache = new WeakMap<Stack, StackReading>();
  const read = (stack: Stack) => {
    let known = cache.get(stack);
    if (!known) {
      known = readStack(stack, frames);
      cache.set(stack, known);
    }
    return known;
  };
  return {
    classOfSite: (site, kind) => {
      const name = frames.classAt(site, kind);
      return name === undefined ? undefined : names.get(name);
    },
    heldBy: (stack) => read(stack).held,
    askedOn: (stack, frame) => read(stack).askedOn(frame),
    covers: (stack) => read(stack).covered,
    signals: new SourceSignals(fitted, classes),
    use: { used: [...fitted].map(([path, { file, shift }]) => ({ path, name: file.name, shift })), mismatches },
  };
}

function fitAll(
  workspace: Workspace,
  stacks: Iterable<Stack>,
): { fitted: Map<string, FittedFile>; mismatches: { path: string; name: string }[] } {
  const fitted = new Map<string, FittedFile>();
  const mismatches: { path: string; name: string }[] = [];
  for (const [path, frames] of framesByFile(stacks)) {
    const names = workspace.index.candidates(path);
    if (names.length === 0) continue;
    const fit = fitFile(workspace, names, frames);
    if (fit.another !== undefined) mismatches.push({ path, name: fit.another });
    if (!fit.fitted) continue;
    fitted.set(path, fit.fitted);
    const home = frames[0]?.func.package;
    if (home !== undefined && home !== "main") workspace.learn(home, fit.fitted.file.folder);
  }
  return { fitted, mismatches };
}
