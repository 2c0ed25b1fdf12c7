import type { InputFile } from "../model/input.ts";
import type { OnProgress } from "../model/progress.ts";
import { countGoroutines } from "../parse/count-goroutines.ts";
import type { ParseResult } from "../parse/parse.ts";
import { parseFile } from "../parse/parse-file.ts";
import { unpack } from "../read/archives/unpack.ts";

/** A file, or a file in an archive, and what `parse` found in it. */
export interface ParsedFile extends InputFile, ParseResult {
  /** What is wrong with the archives around it. */
  readonly packing: ParseResult["diagnostics"];
}

/** Unpacks and parses files one after the other: what the caller does not keep of one is gone before the next is unpacked. */
export async function* parseFiles(files: readonly InputFile[], onProgress?: OnProgress): AsyncGenerator<ParsedFile> {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let done = 0;
  let goroutines = 0;
  for (const file of files) {
    for await (const { name, bytes, ...origin } of unpack(file)) {
      onProgress?.({ stage: "parsing", done, total, goroutines });
      const parsed = await parseFile(bytes, { name, origin });
      goroutines += countGoroutines(parsed.dumps);
      yield { ...parsed, name, bytes, packing: origin.diagnostics };
    }
    done += file.bytes.length;
  }
}
