import { unzipSync } from "fflate";
import type { Budget } from "./budget.ts";
import type { ArchiveProblem, Member, Opened } from "./packing.ts";

/** Each try reads the whole directory. */
const MOST_TRIES = 500;

/** Unpacks a zip file, member by member; what its directory says of sizes is the most that is unpacked. */
export function openZip(bytes: Uint8Array, budget: Budget): Opened {
  const problems = new Set<ArchiveProblem>();
  const wanted: string[] = [];
  const members: Member[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith("/")) return false;
        if (budget.takeMember() && budget.take(originalSize)) wanted.push(name);
        else problems.add("limit");
        return false;
      },
    });
  } catch {
    return { members: [], problems: ["damaged"] };
  }
  try {
    for (const [name, member] of unzip(bytes, new Set(wanted))) members.push({ name, bytes: member });
  } catch {
    // One of them is damaged: one by one, the others can be had.
    problems.add("member");
    for (const name of wanted.slice(0, MOST_TRIES)) members.push(...tryOne(bytes, name));
  }
  return { members, problems: [...problems] };
}

function unzip(bytes: Uint8Array, names: ReadonlySet<string>): [string, Uint8Array][] {
  return Object.entries(unzipSync(bytes, { filter: ({ name }) => names.has(name) }));
}

function tryOne(bytes: Uint8Array, name: string): Member[] {
  try {
    return unzip(bytes, new Set([name])).map(([, member]) => ({ name, bytes: member }));
  } catch {
    return [];
  }
}
