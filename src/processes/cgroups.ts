import type { CgroupOf } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";

/** "==> /proc/193/cgroup <==", "== /proc/193/cgroup", "# cat /proc/193/cgroup". */
const sectionHeader = /(?:^|\s)\/proc\/(\d+)\/([\w/]+)(?:\s*<?=*)?\s*$/;
/** The file's own path, where /proc was copied: "proc/193/cgroup", "proc-193-cgroup.txt". */
const namedFile = /(?:^|[/_.-])(\d+)[/_.-]cgroup(?:\.txt)?$/;
/** A line of /proc/PID/cgroup: "6:freezer:/docker/4f0c", of version 2 "0::/system.slice/docker-4f0c.scope". */
const cgroupLine = /^\d+:([\w,=.-]*):(\/.*)$/;

/** Reads /proc/PID/cgroup of processes: the group that can freeze them. Undefined when the file holds none. [cgroups(7)] */
export function readCgroups(file: EvidenceFile): { readonly cgroups: readonly CgroupOf[] } | undefined {
  const named = namedFile.exec(file.name)?.[1];
  let pid = named === undefined ? undefined : Number(named);
  const cgroups: CgroupOf[] = [];
  for (const [index, text] of file.lines.entries()) {
    const header = sectionHeader.exec(text);
    if (header !== null) pid = header[2] === "cgroup" ? Number(header[1]) : undefined;
    const [, controllers, path] = cgroupLine.exec(text.trim()) ?? [];
    if (pid === undefined || controllers === undefined || path === undefined) continue;
    if (controllers === "" || controllers.split(",").includes("freezer"))
      cgroups.push({ pid, path, file: file.name, line: file.numberOf(index) });
  }
  return cgroups.length === 0 ? undefined : { cgroups };
}
