import { fstatSync, type Stats, writeSync } from "node:fs";
import type { Output } from "./output.ts";

/** Device number of /dev/null on Linux. */
const nullDevice = 0x103;

/**
 * An output that is a file, a pipe, a socket or nothing, written without a stream of Node, which waits for each of them as well. Undefined for
 * terminals, other devices and other systems: those need a stream.
 */
export function plainOutput(descriptor: 1 | 2): Output | undefined {
  if (process.platform !== "linux" || !isPlain(descriptor)) return undefined;
  let gone = false;
  return {
    get destroyed() {
      return gone;
    },
    write: (text) => {
      gone ||= !writeWhole(descriptor, Buffer.from(text));
    },
  };
}

function isPlain(descriptor: number): boolean {
  try {
    const found: Stats = fstatSync(descriptor);
    return (
      found.isFile() || found.isFIFO() || found.isSocket() || (found.isCharacterDevice() && found.rdev === nullDevice)
    );
  } catch {
    return false;
  }
}

/** @returns whether the reader is still there. */
function writeWhole(descriptor: number, bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "EPIPE") return false;
      // A pipe that another program has set not to wait is full: try until its reader has read.
      if (code !== "EAGAIN") throw error;
      pause();
    }
  }
  return true;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
