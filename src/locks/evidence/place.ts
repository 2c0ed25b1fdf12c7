import type { Goroutine } from "../../model/dump.ts";

/** "daemon.(*Daemon).containerStart (start.go:198)" */
export function place(goroutine: Goroutine, frame: number): string {
  const entry = goroutine.stack.frames[frame];
  if (!entry) return "an unknown function";
  return entry.location
    ? `${entry.func.short} (${sourceLine(entry.location.file, entry.location.line)})`
    : entry.func.short;
}

/** "start.go:198": people know the file by its last element. */
export function sourceLine(file: string, line: number): string {
  return `${file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1)}:${line}`;
}
