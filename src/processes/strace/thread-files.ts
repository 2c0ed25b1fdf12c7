/** strace -ff writes a file for each thread, "PREFIX.PID"; who collects them may add an ending. */
const namedByPid = /^(.*)\.(\d+)(?:\.\w+)?$/;

/** The thread whose trace a file is, by its name. */
export function pidOfName(file: string): number | undefined {
  const pid = namedByPid.exec(file)?.[2];
  return pid === undefined ? undefined : Number(pid);
}

/** What the names of the files of one `strace -ff` have in common. */
export function prefixOfName(file: string): string | undefined {
  return namedByPid.exec(file)?.[1];
}
