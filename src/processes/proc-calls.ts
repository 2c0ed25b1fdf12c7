import type { Observation, OpenFile } from "../model/process.ts";
import type { ProcCall } from "./proc-snapshot.ts";

const reads = /^(?:read|readv|pread64|recv|recvfrom|recvmsg)$/;
const writes = /^(?:write|writev|pwrite64|send|sendto|sendmsg)$/;

/** What the descriptor is that a process reads from or writes to, by its kernel stack, its system call and the list of its open files. */
export function procCallEvidence(
  calls: readonly ProcCall[],
  openFiles: readonly OpenFile[],
): (readonly [number, Observation])[] {
  return calls.flatMap(({ pid, name, descriptor, file, line }) => {
    const [verb, waiting] = reads.test(name)
      ? ["reads from", "data from"]
      : writes.test(name)
        ? ["writes to", "somebody to read from"]
        : [];
    const open = openFiles.find((each) => each.pid === pid && each.descriptor === descriptor);
    if (verb === undefined || waiting === undefined || open === undefined) return [];
    const other = open.peer === undefined ? "" : `, whose other end is ${open.peer}`;
    const target = open.peer ?? open.target;
    // A path is a service or a fifo with a name; the other end of a pair of sockets is a relative, which may as well wait for this one.
    const named = target.startsWith("/");
    const observation: Observation = {
      rule: "proc-descriptor",
      weight: named ? 1 : 0.5,
      text: `Process ${pid} ${verb} descriptor ${descriptor} (${file}:${line}), which is ${open.target} (${open.file}:${open.line})${other}.`,
      waitsFor: `${waiting} ${target}`,
    };
    return [[pid, observation] as const];
  });
}
