import type { DumpSummary } from "../model/diagnosis.ts";
import type { InputFile } from "../model/input.ts";
import { mergeDumps } from "../processes/merge-dumps.ts";
import { nameDumps } from "../processes/name-dumps.ts";
import { readProcessEvidence } from "../processes/read-process-evidence.ts";
import { nearestTo } from "../read/nearest.ts";
import { dumpSummary } from "./dump-summary.ts";
import { parseFiles } from "./parse-files.ts";

/** A file, or a file in an archive, without a dump. */
export interface FileWithoutDump {
  readonly file: string;
  /** It is a process list or the like, which is used beside dumps. */
  readonly evidence: boolean;
  /** What comes nearest to a dump: half a sentence about "it". */
  readonly nearest?: string;
  /** What is wrong with the archive that it comes out of. */
  readonly warnings: readonly string[];
}

/** What was found in the files of an incident. */
export interface DumpListing {
  readonly dumps: readonly DumpSummary[];
  readonly others: readonly FileWithoutDump[];
}

/**
 * Finds the dumps in files, archives and logs without looking into them: no locks, no calls. Files are read one after the other, and nothing
 * of a file without a dump is kept.
 *
 * @param files As for `diagnose`: packed ones are unpacked, in memory.
 * @returns The dumps, a dump found twice once; and each file without one, with what comes nearest to a dump in it. Nothing in a file makes it throw.
 */
export async function listDumps(files: readonly InputFile[]): Promise<DumpListing> {
  const dumps = [];
  const others: FileWithoutDump[] = [];
  for await (const { name, bytes, dumps: found, packing } of parseFiles(files)) {
    if (found.length > 0) dumps.push(...found);
    else {
      const warnings = packing.map(({ message }) => message);
      others.push(withoutDump({ name, bytes }, warnings));
    }
  }
  return { dumps: nameDumps(mergeDumps(dumps)).map((dump) => dumpSummary(dump)), others };
}

function withoutDump(file: InputFile, warnings: readonly string[]): FileWithoutDump {
  const evidence = readProcessEvidence([file]).recognised.length > 0;
  const nearest = evidence ? undefined : nearestTo(file.bytes);
  return { file: file.name, evidence, warnings, ...(nearest !== undefined && { nearest }) };
}
