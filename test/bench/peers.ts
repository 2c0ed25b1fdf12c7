import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** The other readers of dumps, which are written in Go. */
export interface Peers {
  /** The program; its arguments are a file and the reader. */
  readonly command: string;
  /** Go's version and theirs. */
  readonly versions: string;
  /** Reads the file once: seconds, and goroutines found. */
  run(reader: PeerName): Promise<{ readonly seconds: number; readonly goroutines: number }>;
  close(): void;
}

export type PeerName = "gostackparse" | "panicparse" | "panicparse-bare";

/** Builds them and makes them read a file into memory; undefined where Go or its modules are missing. */
export async function startPeers(file: string): Promise<Peers | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "stackgraph-peers-"));
  const command = join(folder, "bench");
  try {
    execFileSync("go", ["build", "-o", command, "./bench"], { cwd: resolve("test/peers"), stdio: "pipe" });
  } catch (error) {
    process.stderr.write(`Without the other readers: ${error instanceof Error ? error.message : error}\n`);
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const child = spawn(command, [file], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => String((await lines.next()).value);
  return {
    command,
    versions: await answer(),
    run: async (reader) => {
      child.stdin.write(`${reader}\n`);
      const [seconds = 0, goroutines = 0] = (await answer()).split(" ").map(Number);
      return { seconds, goroutines };
    },
    close: () => {
      child.stdin.end();
      child.once("exit", () => rmSync(folder, { recursive: true }));
    },
  };
}
