import type { Wait } from "../../model/wait.ts";

/**
 * One way to wait, as data. A rule sees a goroutine as two texts: its state (header text without "(durable)" and the like) and its path:
 * the symbols of its frames, innermost first, without the runtime's own, joined by " < ". internal/sync counts as sync (Go 1.24 moved
 * Mutex there).
 *
 * Named groups of `path` fill the wait: `operation` (lower-cased), `verb` (of the child process, lower-cased).
 */
export interface WaitRule {
  /** Stable identifier; `Wait.rule`. */
  readonly name: string;
  readonly state: RegExp;
  readonly path?: RegExp;
  /** Symbols that are part of the primitive: the site is the first frame outside of them. The runtime's frames always are. */
  readonly part?: RegExp;
  readonly wait: Omit<Wait, "rule" | "site" | "idle">;
  /** State and path as a real runtime prints them. */
  readonly example: { readonly state: string; readonly path: string };
  /** Where it is known from. */
  readonly source: string;
}

/** Header states under which frames decide alone: no header (profiles), no wait reason, or off the run queue for another reason. */
export const ANY_BLOCKED: RegExp = /^(?!running|runnable|idle|dead|copystack)/;
