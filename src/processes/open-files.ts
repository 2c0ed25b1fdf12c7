import type { OpenFile } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";
import { type ColumnRule, readHeader } from "./table.ts";

/** A line of `ls -l /proc/PID/fd`: "lrwx------ 1 root root 64 Nov 23 21:07 7 -> socket:[724448]". */
const listed = /^l[r-][w-][x-][r-]\S* +\d+ +\S+ +\S+ +\d+ +\S.*? (\d+) -> (.+)$/;
/** Which process it is of: "/proc/63/fd:" as ls prints it, "== 63", "=== /proc/63/fd", or a path in front of the name. */
const header = /^(?:=+>?\s*)?(?:.*\/proc\/(\d+)\/(?:task\/\d+\/)?fd\/?:?|=+>?\s*(?:\S+[ -])?(\d+))\s*(?:<?=+)?\s*$/;
/** The file's own path, where `/proc` was copied or each process has a file: "proc/63/fd.txt", "63/fd", "proc-63-fd.txt", "proc-fd.63". */
const named = /(?:^|[/_.-])(\d+)[/_.-](?:ls-)?fds?(?:\.\w+)?$|fds?[/_.-](\d+)(?:\.txt)?$/;

/**
 * Reads lists of open files as `ls -l /proc/PID/fd` prints them. Undefined when there is none whose process is known: by a title above it or by
 * the name of the file.
 */
export function readFdListing(file: EvidenceFile): { readonly openFiles: readonly OpenFile[] } | undefined {
  const name = named.exec(file.name);
  let pid = name === null ? undefined : Number(name[1] ?? name[2]);
  const openFiles: OpenFile[] = [];
  for (const [index, raw] of file.lines.entries()) {
    const text = raw.trim();
    const title = header.exec(text);
    if (title !== null) pid = Number(title[1] ?? title[2]);
    const match = listed.exec(text);
    if (match === null || pid === undefined) continue;
    const [, descriptor, target = ""] = match;
    openFiles.push({ pid, descriptor: Number(descriptor), target, file: file.name, line: file.numberOf(index) });
  }
  return openFiles.length === 0 ? undefined : { openFiles };
}

const word = "\\S+";
/** The columns of `lsof`. TID and TASKCMD appear with -K; SIZE/OFF may be empty, so rows are read from the left. */
const columns: readonly ColumnRule[] = [
  {
    titles: [
      "COMMAND",
      "PID",
      "TID",
      "TASKCMD",
      "PGID",
      "PPID",
      "USER",
      "FD",
      "TYPE",
      "DEVICE",
      "SIZE/OFF",
      "SIZE",
      "OFFSET",
      "NLINK",
      "NODE",
      "NAME",
    ],
    value: word,
  },
];
const row =
  /^(\S+) +(\d+) +(?:\d+ +\S+ +)?(\S+) +(\d+)[a-zA-Z-]* +(unix|FIFO|REG|DIR|CHR|BLK|sock|IPv4|IPv6|a_inode|netlink|pipe)\b(.*)$/;

/** What -E and +E put behind the name: " 70,runc,4w", and whether a socket is connected. */
const otherEnds = /(?: \d+,[^,\s]+,\d+\w?)+(?: \(\w+\))?$/;

/** Reads what `lsof` printed: descriptors with a number only. With -E (or +E) it names the other end of pipes and sockets. */
export function readLsof(file: EvidenceFile): { readonly openFiles: readonly OpenFile[] } | undefined {
  const openFiles: OpenFile[] = [];
  let inside = false;
  for (const [index, text] of file.lines.entries()) {
    inside ||= readHeader(text, columns, [["COMMAND"], ["PID"], ["FD"], ["TYPE"], ["NAME"]]) !== undefined;
    const match = inside ? row.exec(text) : null;
    if (match === null) continue;
    const [, , pid, , descriptor, type = "", rest = ""] = match;
    const ends = otherEnds.exec(rest)?.[0] ?? "";
    const target = targetOf(type, rest.slice(0, rest.length - ends.length).trim());
    const peer = /(\d+),([^,\s]+),/.exec(ends);
    openFiles.push({
      pid: Number(pid),
      descriptor: Number(descriptor),
      target,
      ...(peer === null ? {} : { peer: `${peer[2]} ${peer[1]}` }),
      file: file.name,
      line: file.numberOf(index),
    });
  }
  return openFiles.length === 0 ? undefined : { openFiles };
}

/** As /proc names it, so that lists of sockets can be joined by the inode. */
function targetOf(type: string, rest: string): string {
  if (type === "unix") return `socket:[${/^\S+ +\S+ +(\d+)/.exec(rest)?.[1] ?? "?"}]`;
  const words = rest.split(/ +/);
  if (type === "FIFO" && words[3] === "pipe") return `pipe:[${words[2]}]`;
  return words.slice(3).join(" ") || rest;
}
