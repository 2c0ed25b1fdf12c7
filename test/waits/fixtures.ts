import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Dump } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";

/** Folders that hold real dumps by Go version, best first; undefined when neither is there. */
const GO_VERSIONS = [
  new URL("../fixtures/go-versions/", import.meta.url),
  new URL("../../../shared/go-versions/", import.meta.url),
].find((folder) => existsSync(new URL("locks-1.27.0.txt", folder)));
const SAMPLES = new URL("../../samples/", import.meta.url);

/** Names of the dumps by Go version that begin with a prefix; says so and gives none when the folder is absent. */
export function goVersionFiles(prefix: string): string[] {
  if (GO_VERSIONS === undefined) {
    process.stderr.write(`skipped: no dumps by Go version at hand (${prefix}*)\n`);
    return [];
  }
  return readdirSync(GO_VERSIONS).filter((name) => name.startsWith(prefix));
}

export function goVersionText(name: string): string {
  return readFileSync(new URL(name, GO_VERSIONS), "utf8");
}

export function dumpsOf(text: string, name: string): readonly Dump[] {
  return parse(new TextEncoder().encode(text), { name }).dumps;
}

/** All dumps in a file of samples/. */
export function sampleDumps(name: string): readonly Dump[] {
  const bytes = readFileSync(new URL(name, SAMPLES));
  return parse(name.endsWith(".gz") ? gunzipSync(bytes) : bytes, { name }).dumps;
}
