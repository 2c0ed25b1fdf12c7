import type { FuncName } from "../../model/dump.ts";
import { findFunction, isMadeByCompiler, launcherOf, type Place } from "./find-function.ts";
import type { GoFile } from "./go-file.ts";
import { lineIndex } from "./line-index.ts";

/** A frame with what it calls, as the stacks show it. */
export interface FrameUse {
  readonly func: FuncName;
  readonly line: number;
  /** What the next frame runs; undefined on top of the stack and beside frames that were left out. */
  readonly inner: FuncName | undefined;
}

/**
 * How a frame and a line of the source agree. "yes": the line calls what the next frame runs, or can block. "perhaps": it calls something
 * else, which may be a variable that leads there. "no": it does not stand in that function or calls nothing.
 */
export type Agreement = "yes" | "perhaps" | "no";

/** Compares a frame with the source, `shift` lines further down. */
export function checkFrame(
  file: GoFile,
  { func, line, inner }: FrameUse,
  shift: number,
): { agreement: Agreement; place?: Place } {
  const at = line + shift;
  const place = findFunction(file, func, at);
  if (!place) return { agreement: isMadeByCompiler(func) ? "perhaps" : launchAgrees(file, { func, line: at, inner }) };
  const { calls, blocking, ends, deferred } = lineIndex(place.declaration.node);
  const here = calls.get(at);
  let agreement: Agreement;
  if (!inner || isRuntime(inner)) agreement = blocking.has(at) ? "yes" : "perhaps";
  else if (here?.has(inner.name) && inner.closure === "") agreement = "yes";
  else if (ends.has(at) && deferred.size > 0)
    agreement = deferred.has(inner.name) && inner.closure === "" ? "yes" : "perhaps";
  else agreement = here ? "perhaps" : "no";
  return { agreement, place };
}

/** A wrapper of `go f(x)` stands on the line of the statement and calls f. */
function launchAgrees(file: GoFile, { func, line, inner }: FrameUse): Agreement {
  const launcher = launcherOf(file, func, line);
  if (!launcher) return "no";
  return inner && lineIndex(launcher.node).calls.get(line)?.has(inner.name) ? "yes" : "perhaps";
}

/** Whether the caller's source names this function: closures and the runtime are called without a name. */
export function isCalledByName({ closure, package: path }: FuncName): boolean {
  return closure === "" && path !== "runtime" && path !== "";
}

function isRuntime({ package: path, symbol }: FuncName): boolean {
  return path === "runtime" && symbol !== "runtime.gopanic";
}
