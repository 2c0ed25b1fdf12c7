import type { Dump, Goroutine } from "../model/dump.ts";
import { stacksOf } from "../parse/groups-of.ts";
import { wordArg } from "./argument.ts";

/**
 * System calls in which goroutines of servers are found blocked, by number: [amd64, 386, arm64]; -1 where the architecture lacks it.
 * Source: Linux arch/x86/entry/syscalls/syscall_{64,32}.tbl and include/uapi/asm-generic/unistd.h.
 */
const TRAPS: Readonly<Record<string, readonly [number, number, number]>> = {
  read: [0, 3, 63],
  write: [1, 4, 64],
  open: [2, 5, -1],
  close: [3, 6, 57],
  stat: [4, 106, -1],
  lstat: [6, 107, -1],
  poll: [7, 168, -1],
  ioctl: [16, 54, 29],
  pread64: [17, 180, 67],
  pwrite64: [18, 181, 68],
  readv: [19, 145, 65],
  writev: [20, 146, 66],
  select: [23, 142, -1],
  nanosleep: [35, 162, 101],
  connect: [42, 362, 203],
  accept: [43, -1, 202],
  sendto: [44, 369, 206],
  recvfrom: [45, 371, 207],
  sendmsg: [46, 370, 211],
  recvmsg: [47, 372, 212],
  wait4: [61, 114, 260],
  fcntl: [72, 55, 25],
  flock: [73, 143, 32],
  fsync: [74, 118, 82],
  fdatasync: [75, 148, 83],
  rename: [82, 38, -1],
  mkdir: [83, 39, -1],
  rmdir: [84, 40, -1],
  unlink: [87, 10, -1],
  ptrace: [101, 26, 117],
  sync: [162, 36, 81],
  mount: [165, 21, 40],
  umount2: [166, 52, 39],
  getdents64: [217, 220, 61],
  futex: [202, 240, 98],
  epoll_wait: [232, 256, -1],
  waitid: [247, 284, 95],
  openat: [257, 295, 56],
  newfstatat: [262, 300, 79],
  unlinkat: [263, 301, 35],
  ppoll: [271, 309, 73],
  epoll_pwait: [281, 319, 22],
  accept4: [288, 364, 242],
  renameat2: [316, 353, 276],
  getrandom: [318, 355, 278],
};
const ARCHS = ["amd64", "386", "arm64"] as const;
export type Arch = (typeof ARCHS)[number];

const arches = new WeakMap<Dump, Arch | undefined>();

/** The architecture of a Linux dump, told by the names of source files ("zsyscall_linux_amd64.go", "asm_386.s"). */
export function archOf(dump: Dump): Arch | undefined {
  if (arches.has(dump)) return arches.get(dump);
  let found: Arch | undefined;
  for (const { frames } of stacksOf(dump)) {
    for (const frame of frames) {
      const match = /_(?:linux_)?(amd64|386|arm64)\.(?:s|go)$/.exec(frame.location?.file ?? "");
      if (match === null) continue;
      found = match[1] as Arch;
      break;
    }
    if (found !== undefined) break;
  }
  arches.set(dump, found);
  return found;
}

/**
 * Name of the Linux system call by its trap number, the first argument of syscall.Syscall and its kin. They take their arguments on the
 * stack (assembly until 1.18, go:uintptrkeepalive since), so an unmarked value is the real one.
 */
export function operationByTrap(goroutine: Goroutine): string | undefined {
  const index = goroutine.stack.frames.findIndex((frame) =>
    /^(?:syscall|golang\.org\/x\/sys\/unix)\.(?:Raw)?Syscall6?$/.test(frame.func.symbol),
  );
  if (index < 0) return undefined;
  const file = goroutine.stack.frames[index]?.location?.file ?? "";
  if (/_(?:darwin|bsd|windows|solaris|freebsd|openbsd|netbsd)/.test(file)) return undefined;
  const trap = wordArg(goroutine, index, 0);
  const arch = archOf(goroutine.dump);
  if (trap === undefined || arch === undefined) return undefined;
  const column = ARCHS.indexOf(arch);
  return Object.keys(TRAPS).find((name) => TRAPS[name]?.[column] === trap);
}
