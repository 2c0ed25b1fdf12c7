import type { Observation, ProcessRow } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";
import { kernelWaitEvidence } from "./kernel-waits.ts";

interface Section {
  pid?: number;
  /** From a header or a name with a path: certainly a file of /proc. */
  readonly path: boolean;
  wchan?: { readonly name: string; readonly line: number };
  /** Of single threads: /proc/PID/task/TID/wchan. */
  readonly threads: { readonly name: string; readonly line: number }[];
  readonly stack: { readonly name: string; readonly line: number }[];
  hasSyscall: boolean;
  /** Lines that are none of the three files'. */
  other: number;
  syscall?: { readonly first: string; readonly line: number };
}

/** "== 123", "=== /proc/123/stack", and what `head` prints between several files: "==> /proc/123/wchan <==". */
const sectionHeader = /^=+>?\s*(\/proc\/)?(\d+)(?:\/(task\/\d+\/)?\w+)?\s*(?:<?=+)?\s*$/;
/** A line of /proc/PID/stack: "[<0>] futex_do_wait+0x46/0x90", older kernels "[<ffffffff810f5d4e>] futex_wait+0x14e/0x220". */
const stackLine = /^\[<[0-9a-f]+>\]\s+([A-Za-z_][\w.]*)\+0x[0-9a-f]+\/0x[0-9a-f]+/;
/** A line of /proc/PID/syscall: number, six arguments, stack pointer, program counter; "running". */
const syscallLine = /^-?\d+(?: 0x[0-9a-f]+){2,8}$/;
/** A line of /proc/PID/wchan. */
const wchanLine = /^[a-z_][\w.]*$/;

/** The file's own path, where /proc was copied: "proc/63/wchan", "proc-63-stack.txt". */
const namedFile = /(?:^|[/_.-])(\d+)[/_.-](?:wchan|stack|syscall|status)(?:\.txt)?$/;
/** The system call function of a kernel stack: "__x64_sys_read", "ksys_read", "SyS_read". */
const callFunction = /^(?:__(?:x64|arm64|ia32|se|do)_)?(?:compat_)?(?:k?sys|SyS)_(?:compat_)?([a-z]\w*)$/;

/** A system call in which a process is, with the descriptor that it uses. */
export interface ProcCall {
  readonly pid: number;
  readonly name: string;
  readonly descriptor: number;
  readonly file: string;
  readonly line: number;
}

/** What files of /proc tell. */
export interface ProcSnapshot {
  readonly observed: readonly (readonly [number, Observation])[];
  readonly calls: readonly ProcCall[];
  /** Kernel stacks of which nothing says whose they are: the function names, innermost first. */
  readonly nameless: readonly { readonly functions: readonly string[]; readonly line: number }[];
}

/**
 * Reads /proc/PID/wchan, stack and syscall of processes, one section a process. Sections without a line of stack or syscall are not taken
 * for it unless their header names /proc. Undefined when the file holds none.
 */
export function readProcSnapshot(file: EvidenceFile): ProcSnapshot | undefined {
  const sections = findSections(file).filter(
    (section) => section.path || section.hasSyscall || section.stack.length > 0,
  );
  const known = sections.filter((section) => section.wchan !== undefined || section.stack.length > 0);
  const calls = sections.flatMap((section) => callOf(section, file.name));
  if (known.length + calls.length === 0) return undefined;
  return {
    observed: known.flatMap((section) => observationOf(section, file.name)),
    calls,
    nameless: known
      .filter(({ pid, stack, other }) => pid === undefined && stack.length > 1 && other === 0)
      .map(({ stack }) => ({ functions: stack.map(({ name }) => name), line: stack[0]?.line ?? 0 })),
  };
}

function observationOf(section: Section, file: string): (readonly [number, Observation])[] {
  const { pid, stack, wchan, threads } = section;
  if (pid === undefined) return [];
  const functions = stack.map((frame) => frame.name);
  // Without rights the stack is empty and only wchan tells; "0" there means that it runs.
  if (functions.length === 0 && wchan !== undefined) functions.push(wchan.name);
  const line = wchan?.line ?? stack[0]?.line ?? 0;
  const own = kernelWaitEvidence(pid, functions, `${file}:${line}`);
  // A Go program's main thread sleeps while another one is inside the system call.
  const others = threads.map(({ name, line }) => kernelWaitEvidence(pid, [name], `${file}:${line}`));
  const telling = others.find(({ rule, weight }) => weight >= 1 && rule !== own.rule);
  return [own, ...(telling === undefined ? [] : [telling])].map((each) => [pid, each] as const);
}

/** The number of a call depends on the machine; its name stands in the kernel stack. */
function callOf({ pid, stack, syscall }: Section, file: string): ProcCall[] {
  const name = stack.map((frame) => callFunction.exec(frame.name)?.[1]).findLast((each) => each !== undefined);
  if (pid === undefined || syscall === undefined || name === undefined) return [];
  return [{ pid, name, descriptor: Number(syscall.first), file, line: syscall.line }];
}

function findSections(file: EvidenceFile): Section[] {
  const named = namedFile.exec(file.name)?.[1];
  let current: Section = { stack: [], threads: [], path: named !== undefined, hasSyscall: false, other: 0 };
  if (named !== undefined) current.pid = Number(named);
  const sections: Section[] = [current];
  let ofThread = false;
  for (const [index, raw] of file.lines.entries()) {
    const text = raw.trim();
    const header = sectionHeader.exec(text);
    if (header !== null) {
      const pid = Number(header[2]);
      ofThread = header[3] !== undefined;
      // `head` starts a new section for each file of one process.
      if (current.pid !== pid) {
        current = { pid, path: header[1] !== undefined, stack: [], threads: [], hasSyscall: false, other: 0 };
        sections.push(current);
      }
      continue;
    }
    if (ofThread) {
      if (wchanLine.test(text) && text !== "running") current.threads.push({ name: text, line: file.numberOf(index) });
      continue;
    }
    const frame = stackLine.exec(text)?.[1];
    if (frame !== undefined) current.stack.push({ name: frame, line: file.numberOf(index) });
    else if (syscallLine.test(text)) {
      current.hasSyscall = true;
      current.syscall ??= { first: text.split(" ")[1] ?? "", line: file.numberOf(index) };
    } else if (wchanLine.test(text) && text !== "running" && current.stack.length === 0 && current.pid !== undefined)
      current.wchan ??= { name: text, line: file.numberOf(index) };
    else if (text !== "" && !text.startsWith("[<")) current.other++;
  }
  return sections;
}

/** Lines of /proc/PID/status that say which process it is. */
const statusLine = /^(Name|State|Pid|PPid):\s+(\S+)/;

/** Reads /proc/PID/status of processes: name, state and parent. Undefined when the file holds none. */
export function readProcStatus(file: EvidenceFile): { readonly rows: readonly ProcessRow[] } | undefined {
  const rows: ProcessRow[] = [];
  let fields: Record<string, string> = {};
  let line = 0;
  for (const [index, text] of file.lines.entries()) {
    const [, name = "", value = ""] = statusLine.exec(text.trim()) ?? [];
    if (name === "Name") [fields, line] = [{}, file.numberOf(index)];
    if (name !== "") fields[name] = value;
    const { Name: program, State: state, Pid: pid, PPid: parent } = fields;
    if (name !== "PPid" || program === undefined || state === undefined || pid === undefined) continue;
    rows.push({
      pid: Number(pid),
      ppid: Number(parent),
      name: program,
      // Arguments stand in another file; the name may be that of a copy in memory.
      commandLine: "",
      state: state[0] ?? "",
      file: file.name,
      line,
    });
    fields = {};
  }
  return rows.length === 0 ? undefined : { rows };
}
