import type { GoParser } from "../../src/facts/source/go-parser.ts";
import type { GoSource } from "../../src/facts/source/source-facts.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import type { Archive, Build, PuzzleDump } from "./archive.ts";

/** One dump of an archive with its diagnosis. */
export interface Judged {
  readonly build: Build;
  readonly dump: PuzzleDump;
  readonly diagnosis: Diagnosis;
}

/** Diagnoses every dump; with a parser, by the source of its program. */
export async function judgeArchive(archive: Archive, parser?: GoParser): Promise<Judged[]> {
  const judged: Judged[] = [];
  const once = parser && remembering(parser);
  for (const build of archive.builds) {
    const source = once && sourceOf(archive.programs[build.program] ?? {}, once);
    for (const dump of build.dumps) {
      const file = { name: "dump.txt", bytes: new TextEncoder().encode(dump.text) };
      judged.push({ build, dump, diagnosis: await diagnose([file], source ? { source } : {}) });
    }
  }
  return judged;
}

export function sourceOf(files: Readonly<Record<string, string>>, parser: GoParser): GoSource {
  const prefix = "example.org/puzzle/";
  return {
    parser,
    files: {
      names: Object.keys(files).map((name) => prefix + name),
      read: (name) => files[name.slice(prefix.length)],
    },
  };
}

/** Many dumps name the same files. */
export function remembering(parser: GoParser): GoParser {
  const known = new Map<string, ReturnType<GoParser["parse"]>>();
  return {
    parse: (text, at) => {
      const key = `${at?.start} ${at?.line} ${text}`;
      const tree = known.get(key) ?? parser.parse(text, at);
      known.set(key, tree);
      return tree;
    },
  };
}
