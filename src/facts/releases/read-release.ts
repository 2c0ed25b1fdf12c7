import { ClassNames } from "../source/class-names.ts";
import { ExpressionTypes } from "../source/expression-type.ts";
import { folderOf } from "../source/file-index.ts";
import { Types } from "../source/go-type.ts";
import { LockClasses } from "../source/lock-class.ts";
import { LockExpressions } from "../source/lock-expression.ts";
import type { GoSource } from "../source/source-facts.ts";
import { Summaries } from "../source/summaries.ts";
import { Workspace } from "../source/workspace.ts";
import { extractFile } from "./extract-file.ts";
import { modulePaths } from "./module-path.ts";
import type { ReadFunction } from "./read-function.ts";

/** A tree of Go source that is one release of a program. */
export interface ReleaseSource extends GoSource {
  /** "20.10.24" */
  readonly release: string;
  /** Folder of the tree; "" or without a slash at its end. */
  readonly root: string;
  /** Import path of the tree, when nothing in its Go files needs to be guessed. */
  readonly module?: string;
  /** Whether a file is described; all that are no tests when absent. What is not described is still read for types. */
  readonly wants?: (name: string) => boolean;
  /** What was read of a file before, in a release that has the same package; asked before the file is read. */
  readonly known?: (name: string) => readonly ReadFunction[] | undefined;
  /** Told what was read of a file. */
  readonly learned?: (name: string, functions: readonly ReadFunction[]) => void;
}

/** What a release's functions do with locks, place by place. Classes are named "import/path:package.Type.field". */
export function readRelease(source: ReleaseSource): {
  functions: ReadFunction[];
  kinds: ReadonlyMap<string, "mutex" | "rwmutex">;
  importPath: string;
} {
  const { files, parser, root } = source;
  const workspace = new Workspace(files, parser);
  const paths = modulePaths(root, files.names, (name) => files.read(name), source.module);
  workspace.learn(paths.of(root), root);
  const types = new ExpressionTypes(workspace, new Types(workspace));
  const names = new ClassNames((folder) => paths.of(folder));
  const locks = new LockExpressions(types, new LockClasses(workspace, types, names));
  const summaries = new Summaries(types, locks);
  const functions: ReadFunction[] = [];
  const wants = source.wants ?? isDescribed;
  for (const name of files.names) {
    if (!wants(name)) continue;
    let found = source.known?.(name);
    if (!found) {
      const file = workspace.file(name);
      found = file
        ? extractFile(file, inTree(name, root), file.packageName === "main" ? "main" : paths.of(folderOf(name)), {
            summaries,
            locks,
          })
        : [];
      source.learned?.(name, found);
    }
    functions.push(...found);
  }
  return { functions, kinds: names.kinds(), importPath: paths.of(root) };
}

/** A file's name from the root of the tree. */
function inTree(name: string, root: string): string {
  return root !== "" && name.startsWith(`${root}/`) ? name.slice(root.length + 1) : name;
}

/** Code that runs in programs: no tests and no examples. */
export function isDescribed(name: string): boolean {
  return !/_test\.go$|(^|\/)(testdata|testing|testutils?|integration|integration-cli|contrib|hack|examples?|_[^/]*)\//.test(
    name,
  );
}
