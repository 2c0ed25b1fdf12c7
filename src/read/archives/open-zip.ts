import { unzipSync } from "fflate";
import type { Budget } from "./budget.ts";
import type { ByteStream } from "./byte-stream.ts";
import { collect } from "./collect.ts";
import type { ArchiveProblem, Member } from "./packing.ts";

/** Each group of files is unpacked at once, because the library reads the whole directory each time. */
const GROUP = 1 << 24;
const MOST_IN_GROUP = 500;

interface Listed {
  readonly name: string;
  readonly size: number;
}

/** Unpacks a zip file, some members at a time; what its directory says of sizes is the most that is unpacked. */
export async function* openZip(source: ByteStream, budget: Budget): AsyncGenerator<Member | ArchiveProblem> {
  const problems = new Set<ArchiveProblem>();
  const listed: Listed[] = [];
  const bytes = source.view() ?? (await collect(source.chunks(), budget.packed));
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize: size }) => {
        if (name.endsWith("/")) return false;
        if (budget.takeMember() && budget.take(size)) listed.push({ name, size });
        else problems.add("limit");
        return false;
      },
    });
  } catch {
    yield "damaged";
    return;
  }
  for (const group of groupsOf(listed))
    for (const [name, member] of unzipGroup(bytes, group, problems)) yield { name, bytes: member };
  yield* problems;
}

function groupsOf(listed: readonly Listed[]): Listed[][] {
  const groups: Listed[][] = [];
  let sum = Number.POSITIVE_INFINITY;
  for (const file of listed) {
    sum += file.size;
    if (sum > GROUP || (groups.at(-1)?.length ?? 0) >= MOST_IN_GROUP) {
      groups.push([]);
      sum = file.size;
    }
    groups.at(-1)?.push(file);
  }
  return groups;
}

function unzipGroup(
  bytes: Uint8Array,
  group: readonly Listed[],
  problems: Set<ArchiveProblem>,
): [string, Uint8Array][] {
  try {
    return unzip(bytes, new Set(group.map(({ name }) => name)));
  } catch {
    problems.add("member");
    // One of them is damaged: one by one, the others can be had.
    return group.flatMap(({ name }) => tryOne(bytes, name));
  }
}

function unzip(bytes: Uint8Array, names: ReadonlySet<string>): [string, Uint8Array][] {
  return Object.entries(unzipSync(bytes, { filter: ({ name }) => names.has(name) }));
}

function tryOne(bytes: Uint8Array, name: string): [string, Uint8Array][] {
  try {
    return unzip(bytes, new Set([name]));
  } catch {
    return [];
  }
}
