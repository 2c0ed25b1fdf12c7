import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { PuzzleSet } from "./places.ts";

/** A lock that somebody waited for, as the program knew it. */
export interface TrueLock {
  readonly scenario: string;
  readonly address: string;
  /** Who held it, with "w" or "r" by goroutine. Empty: nobody any more. */
  readonly holders: Readonly<Record<string, "w" | "r">>;
  readonly waiters: Readonly<Record<string, "w" | "r">>;
  /** Who took it and left without giving it back. */
  readonly left: readonly number[];
}

export interface PuzzleDump {
  readonly style: string;
  readonly text: string;
  readonly locks: readonly TrueLock[];
}

/** One program under one compiler. */
export interface Build {
  readonly go: string;
  readonly arch: string;
  readonly inlining: boolean;
  /** Index of the program. */
  readonly program: number;
  readonly dumps: readonly PuzzleDump[];
}

export interface Archive {
  /** Files of each program. */
  readonly programs: readonly Readonly<Record<string, string>>[];
  readonly builds: readonly Build[];
}

/** Relative to the project's folder, in which tests and scripts run. */
export function archivePath(set: PuzzleSet): string {
  return `test/puzzles/frozen/${set}.json.br`;
}

export function readArchive(set: PuzzleSet): Archive {
  return JSON.parse(brotliDecompressSync(readFileSync(archivePath(set))).toString("utf8")) as Archive;
}
