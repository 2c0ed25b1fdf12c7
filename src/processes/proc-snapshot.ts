import type { Evidence } from "../model/diagnosis.ts";
import type { EvidenceFile } from "./find-tables.ts";
import { kernelWaitEvidence } from "./kernel-waits.ts";

interface Section {
  readonly pid: number;
  /** From a header with a path: certainly a file of /proc. */
  readonly path: boolean;
  wchan?: { readonly name: string; readonly line: number };
  readonly stack: { readonly name: string; readonly line: number }[];
  hasSyscall: boolean;
}

/** "== 123", "=== /proc/123/stack", and what `head` prints between several files: "==> /proc/123/wchan <==". */
const sectionHeader = /^=+>?\s*(\/proc\/)?(\d+)(?:\/(?:task\/\d+\/)?\w+)?\s*(?:<?=+)?\s*$/;
/** A line of /proc/PID/stack: "[<0>] futex_do_wait+0x46/0x90", older kernels "[<ffffffff810f5d4e>] futex_wait+0x14e/0x220". */
const stackLine = /^\[<[0-9a-f]+>\]\s+([A-Za-z_][\w.]*)\+0x[0-9a-f]+\/0x[0-9a-f]+/;
/** A line of /proc/PID/syscall: number, six arguments, stack pointer, program counter; "running". */
const syscallLine = /^-?\d+(?: 0x[0-9a-f]+){2,8}$/;
/** A line of /proc/PID/wchan. */
const wchanLine = /^[a-z_][\w.]*$/;

/**
 * Reads /proc/PID/wchan, stack and syscall of processes, one section a process. Sections without a line of stack or syscall are not taken
 * for it unless their header names /proc. Undefined when the file holds none.
 */
export function readProcSnapshot(file: EvidenceFile): readonly (readonly [number, Evidence])[] | undefined {
  const sections = findSections(file.lines).filter(
    (section) => section.path || section.hasSyscall || section.stack.length > 0,
  );
  const known = sections.filter((section) => section.wchan !== undefined || section.stack.length > 0);
  if (known.length === 0) return undefined;
  return known.map((section) => {
    const [first] = section.stack;
    const functions = section.stack.map((frame) => frame.name);
    // Without rights the stack is empty and only wchan tells; "0" there means that it runs.
    if (functions.length === 0 && section.wchan !== undefined) functions.push(section.wchan.name);
    const line = section.wchan?.line ?? first?.line ?? 0;
    return [section.pid, kernelWaitEvidence(section.pid, functions, `${file.name}:${line}`)];
  });
}

function findSections(lines: readonly string[]): Section[] {
  const sections: Section[] = [];
  let current: Section | undefined;
  for (const [index, raw] of lines.entries()) {
    const text = raw.trim();
    const header = sectionHeader.exec(text);
    if (header !== null) {
      const pid = Number(header[2]);
      // `head` starts a new section for each file of one process.
      if (current?.pid !== pid) {
        current = { pid, path: header[1] !== undefined, stack: [], hasSyscall: false };
        sections.push(current);
      }
      continue;
    }
    if (current === undefined) continue;
    const frame = stackLine.exec(text)?.[1];
    if (frame !== undefined) current.stack.push({ name: frame, line: index + 1 });
    else if (syscallLine.test(text)) current.hasSyscall = true;
    else if (wchanLine.test(text) && text !== "running" && current.stack.length === 0)
      current.wchan ??= { name: text, line: index + 1 };
  }
  return sections;
}
