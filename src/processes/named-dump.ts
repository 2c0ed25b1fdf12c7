import type { ProcessKind } from "../model/process.ts";
import type { MergedDump } from "./merge-dumps.ts";

/** A dump with its name within a diagnosis. */
export interface NamedDump extends MergedDump {
  /** "dockerd"; several dumps of one kind are "containerd-shim#4242" when each has a pid of its own, else "containerd-shim#1" … in order of file and line. */
  readonly name: string;
  readonly process: ProcessKind;
  readonly pid?: number;
  /** Name of the latest dump of the same process, when this is an earlier one. */
  readonly later?: string;
}
