import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { InputFile } from "../../src/model/input.ts";

const path = (place: string): string => fileURLToPath(new URL(place, import.meta.url));

/** A file of test/processes/fixtures. All were printed by the real commands (ps of procps 4.0.2, strace, Linux 6.x), some lines left out. */
export function fixture(name: string): InputFile {
  return { name, bytes: readFileSync(path(`fixtures/${name}`)) };
}

/** A file of a sample. */
export function sampleFile(sample: string, name: string): InputFile {
  return { name, bytes: readFileSync(path(`../../samples/${sample}/${name}`)) };
}

/** Text made up for a test, as a file. */
export function reconstructed(name: string, text: string): InputFile {
  return { name, bytes: new TextEncoder().encode(text) };
}
