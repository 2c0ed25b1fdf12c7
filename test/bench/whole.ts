import { type ChildProcess, spawn } from "node:child_process";

/** The kernel's own mark of this very program: what `resourceUsage` tells may be of the process that started it. */
const REPORT = `data:text/javascript,import { readFileSync, writeSync } from "node:fs";
process.on("exit", () => writeSync(3, /VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]));`;

/** Runs a program from its start to its end; its output is thrown away. @returns Seconds. */
export async function run(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  await ended(spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] }));
  return (performance.now() - start) / 1000;
}

/** Peak memory of a Node program, in bytes. On Linux. */
export async function peakMemory(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ["--import", REPORT, ...args], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  let kilobytes = "";
  child.stdio[3]?.on("data", (data) => {
    kilobytes += String(data);
  });
  await ended(child);
  return 1024 * Number(kilobytes);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
}
