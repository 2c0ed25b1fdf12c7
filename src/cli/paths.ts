import type { Command } from "commander";
import type { Io } from "./io.ts";

/** The paths given; without any, stdin when something is piped into it; else undefined, and the help is on stderr. */
export function pathsOrHelp(given: readonly string[], io: Io, command: Command): readonly string[] | undefined {
  if (given.length > 0) return given;
  if (!io.stdin.isTTY) return ["-"];
  (command.parent ?? command).outputHelp({ error: true });
  return undefined;
}
