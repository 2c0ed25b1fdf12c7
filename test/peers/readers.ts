import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Goroutine, StackFrame } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";
import type { ReadFrame, ReadGoroutine } from "./goroutine.ts";

export type Peer = "gostackparse" | "panicparse";

const FOLDER = new URL(".", import.meta.url).pathname;
/** What the modules need. */
const OLDEST_GO = 23;

export function readStackgraph(bytes: Uint8Array): ReadGoroutine[] {
  return parse(bytes).dumps.flatMap(({ goroutines }) => [...goroutines].map(plain));
}

function plain({ id, state, minutes = 0, lockedToThread, stack }: Goroutine): ReadGoroutine {
  const { frames, createdBy } = stack;
  return {
    id,
    state,
    minutes,
    locked: lockedToThread,
    frames: frames.map(frame),
    created: createdBy && frame(createdBy),
  };
}

function frame({ func, location }: Pick<StackFrame, "func" | "location">): ReadFrame {
  return { func: func.text, file: location?.file, line: location?.line };
}

/** Why the peers cannot be run here; undefined when they can. */
export function whyNoPeers(): string | undefined {
  try {
    const minor = /go1\.(\d+)/.exec(go("version"))?.[1];
    if (Number(minor) < OLDEST_GO) return `needs Go 1.${OLDEST_GO} or later`;
  } catch {
    return "needs Go";
  }
  try {
    go("mod", "download");
    return undefined;
  } catch (error) {
    return `the peers cannot be downloaded: ${String((error as { stderr?: unknown }).stderr).trim()}`;
  }
}

/** What the peers return for each text. */
export function readPeers(texts: readonly Uint8Array[]): Record<Peer, ReadGoroutine[]>[] {
  const folder = mkdtempSync(join(tmpdir(), "stackgraph-peers-"));
  try {
    const names = texts.map((bytes, at) => {
      const name = join(folder, `${at}.txt`);
      writeFileSync(name, bytes);
      return name;
    });
    const lines = go("run", ".", ...names)
      .trimEnd()
      .split("\n");
    return lines.map((line) => JSON.parse(line) as Record<Peer, ReadGoroutine[]>);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function go(...args: readonly string[]): string {
  return execFileSync("go", args, {
    cwd: FOLDER,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 28,
  });
}
