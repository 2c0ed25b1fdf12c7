import type { Diagnostic } from "../../model/diagnostic.ts";
import type { InputFile } from "../../model/input.ts";
import { Budget, UNPACK_LIMITS, type UnpackLimits } from "./budget.ts";
import type { ArchiveProblem, Packing } from "./packing.ts";
import { PACKINGS } from "./packings.ts";

/** A file as it is, or out of an archive. */
export interface Unpacked extends InputFile {
  /** What is wrong with the archives around it. */
  readonly diagnostics: readonly Diagnostic[];
  /** Its end is missing: the archive was damaged, cut off or over a limit. */
  readonly cut: boolean;
}

const MESSAGES: Readonly<Record<ArchiveProblem, (packing: string) => string>> = {
  damaged: (packing) => `This ${packing} file is damaged or cut off; what could be unpacked is used.`,
  limit: (packing) => `This ${packing} file is too large when unpacked; what comes after the limit was left out.`,
  member: (packing) => `A file in this ${packing} file is damaged or encrypted; it was left out.`,
};

/**
 * Unpacks gzip, zstd, tar and zip, also in each other, which it knows by their first bytes; anything else is returned as it is. Nothing is
 * written anywhere: a member's name is only a name, "incident.zip/logs/dockerd.log". Damaged archives give what could be unpacked.
 */
export async function unpack(file: InputFile, limits: UnpackLimits = UNPACK_LIMITS): Promise<Unpacked[]> {
  return open({ ...file, diagnostics: [], cut: false }, new Budget(file.bytes.length, limits), 0);
}

async function open(file: Unpacked, budget: Budget, depth: number): Promise<Unpacked[]> {
  const packing =
    depth < budget.limits.depth ? PACKINGS.find((candidate) => isPacked(file.bytes, candidate)) : undefined;
  if (!packing) return [file];
  const { members, problems } = await packing.open(file.bytes, budget);
  const diagnostics = [...file.diagnostics, ...problems.map((problem) => diagnostic(file.name, packing, problem))];
  const unpacked: Unpacked[] = [];
  for (const [index, { name, bytes }] of members.entries()) {
    const isLast = index === members.length - 1;
    const path = name === undefined ? file.name : `${file.name}/${name}`;
    const cut = isLast && (file.cut || problems.some((problem) => problem !== "member"));
    const own = isLast ? diagnostics : [];
    unpacked.push(...(await open({ name: path, bytes, diagnostics: own, cut }, budget, depth + 1)));
  }
  return unpacked.length > 0 ? unpacked : [{ name: file.name, bytes: new Uint8Array(), diagnostics, cut: true }];
}

function isPacked(bytes: Uint8Array, { magic, at }: Packing): boolean {
  return magic.every((byte, index) => bytes[at + index] === byte);
}

function diagnostic(file: string, { name }: Packing, problem: ArchiveProblem): Diagnostic {
  return { code: `${problem}-${name}`, severity: "warning", message: MESSAGES[problem](name), file, line: 1 };
}
