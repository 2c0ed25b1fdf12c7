import type { Diagnostic } from "../../model/diagnostic.ts";
import type { InputFile } from "../../model/input.ts";
import { Budget, UNPACK_LIMITS, type UnpackLimits } from "./budget.ts";
import { ByteStream } from "./byte-stream.ts";
import { collect } from "./collect.ts";
import type { ArchiveProblem, Packing } from "./packing.ts";
import { PACKINGS } from "./packings.ts";

/** A file as it is, or out of an archive. */
export interface Unpacked extends InputFile {
  /** What is wrong with the archives around it. */
  readonly diagnostics: readonly Diagnostic[];
  /** Its end is missing: the archive was damaged, cut off or over a limit. */
  readonly cut: boolean;
}

/** What is wrong with an archive, whose last file came just before; `file` is the archive. */
interface Trouble {
  readonly file: string;
  readonly packing: string;
  readonly problem: ArchiveProblem;
}

const MESSAGES: Readonly<Record<ArchiveProblem, (packing: string) => string>> = {
  damaged: (packing) => `This ${packing} file is damaged or cut off; what could be unpacked is used.`,
  limit: (packing) => `This ${packing} file is too large when unpacked; what comes after the limit was left out.`,
  member: (packing) => `A file in this ${packing} file is damaged or encrypted; it was left out.`,
};

const NOTHING = new Uint8Array();
/** Bytes in which every packing shows. */
const HEAD = Math.max(...PACKINGS.map(({ at, magic }) => at + magic.length));

/**
 * Unpacks gzip, zstd, tar and zip, also in each other, which it knows by their first bytes; anything else is returned as it is. Nothing is
 * written anywhere: a member's name is only a name, "incident.zip/logs/dockerd.log". Damaged archives give what could be unpacked.
 * One file after the other: of those that nobody keeps, no more than two are in memory.
 */
export async function* unpack(file: InputFile, limits: UnpackLimits = UNPACK_LIMITS): AsyncGenerator<Unpacked> {
  if (!isPacked(file.bytes)) {
    yield { ...file, diagnostics: [], cut: false };
    return;
  }
  const source = new ByteStream(file.bytes);
  // What is wrong with an archive is known behind its last file, which therefore waits here.
  let last: Unpacked | undefined;
  for await (const found of open(file.name, source, new Budget(file.bytes.length, limits), 0, gzipSize(file.bytes))) {
    if ("bytes" in found) {
      if (last) yield last;
      last = { ...found, diagnostics: [], cut: false };
    } else last = withTrouble(last, found);
  }
  yield last ?? { name: file.name, bytes: new Uint8Array(), diagnostics: [], cut: true };
}

function withTrouble(last: Unpacked | undefined, { file, packing, problem }: Trouble): Unpacked {
  const message = MESSAGES[problem](packing);
  const diagnostic: Diagnostic = { code: `${problem}-${packing}`, severity: "warning", message, file, line: 1 };
  return {
    ...(last ?? { name: file, bytes: new Uint8Array(), cut: true }),
    diagnostics: [...(last?.diagnostics ?? []), diagnostic],
    ...((!last || problem !== "member") && { cut: true }),
  };
}

async function* open(
  name: string,
  source: ByteStream,
  budget: Budget,
  depth: number,
  size: number,
): AsyncGenerator<InputFile | Trouble> {
  const packing = depth < budget.limits.depth ? packingOf(await source.peek(HEAD)) : undefined;
  if (!packing) {
    yield { name, bytes: source.view() ?? (await collect(source.chunks(), size)) };
    return;
  }
  for await (const found of packing.open(source, budget)) {
    if (typeof found === "string") {
      yield { file: name, packing: packing.name, problem: found };
      continue;
    }
    const path = found.name === undefined ? name : `${name}/${found.name}`;
    const member = new ByteStream(found.bytes ?? found.chunks ?? NOTHING);
    yield* open(path, member, budget, depth + 1, found.size ?? (found.name === undefined && depth === 0 ? size : 0));
    await member.close();
  }
}

/** The bytes are those of an archive or a packed file that `unpack` opens. */
export function isPacked(bytes: Uint8Array): boolean {
  return packingOf(bytes) !== undefined;
}

function packingOf(bytes: Uint8Array): Packing | undefined {
  return PACKINGS.find(({ magic, at }) => magic.every((byte, index) => bytes[at + index] === byte));
}

/** The size that gzip writes at its end, of its last part; 0 for other files. */
function gzipSize(bytes: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(-4);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? a + 256 * (b + 256 * (c + 256 * d)) : 0;
}
