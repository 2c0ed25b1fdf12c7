import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

export interface CorpusFile {
  /** Path below its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const project = fileURLToPath(new URL("../../", import.meta.url));

/** Dumps printed by programs that were built with seven versions of Go. */
export const GO_VERSIONS: string = join(project, "test/fixtures/go-versions");
/** Other forms of a dump, and what only few programs print. */
export const FORMS: string = join(project, "test/fixtures/forms");
export const SAMPLES: string = join(project, "samples");
/** More dumps, beside the project; tests that need them are skipped where they are absent. */
export const SHARED: string = join(project, "../shared");
export const hasShared: boolean = existsSync(join(SHARED, "cases"));

/** The dumps, and logs with dumps, of a folder and those below, in order of their names. */
export function filesOf(folder: string): CorpusFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(txt|log|gz)$/.test(name) && !name.endsWith(".pb.gz"))
    .sort()
    .map((name) => ({ name, bytes: readMaybePacked(join(folder, name)) }));
}

export function fileOf(folder: string, name: string): CorpusFile {
  return { name, bytes: readMaybePacked(join(folder, name)) };
}

function readMaybePacked(path: string): Uint8Array {
  const bytes = readFileSync(path);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}
