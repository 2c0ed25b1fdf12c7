import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Dump } from "../../src/model/dump.ts";
import type { InputFile } from "../../src/model/input.ts";
import { parse } from "../../src/parse/parse.ts";
import { reconstructed, sampleFile } from "./fixture.ts";

/** All files of a sample. */
export function sampleFiles(sample: string): readonly InputFile[] {
  const names = readdirSync(fileURLToPath(new URL(`../../samples/${sample}`, import.meta.url)));
  return names.map((name) => sampleFile(sample, name));
}

/** All dumps of files. */
export function dumpsOf(files: readonly InputFile[]): readonly Dump[] {
  return files.flatMap((file) => parse(file.bytes, { name: file.name }).dumps);
}

/** A dump of one goroutine per list of frames, "function" or "function file", made up for a test. */
export function reconstructedDump(...stacks: readonly (readonly string[])[]): Dump {
  const text = stacks
    .map((frames, index) => `goroutine ${index + 1} [select]:\n${frames.map(frameText).join("")}\n`)
    .join("");
  const [dump] = dumpsOf([reconstructed("reconstructed", text)]);
  if (dump === undefined) throw new Error("no dump in the reconstructed text");
  return dump;
}

function frameText(frame: string): string {
  const [func = "", file = "x.go"] = frame.split(" ");
  return `${func}()\n\t${file}:1 +0x1\n`;
}
