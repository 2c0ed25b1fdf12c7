import type { CallEnd } from "../model/call.ts";
import { answeringStreams, idleMethods } from "./tables/idle-methods.ts";

/**
 * True for a call that waits by design (`Tasks/Wait`, `Events/Subscribe`, a stream's next message): it is no sign of a hang.
 */
export function isIdleCall(end: Pick<CallEnd, "service" | "method" | "stream">): boolean {
  const method = `${end.service}/${end.method}`;
  if (idleMethods.some(({ pattern }) => pattern.test(method))) return true;
  return end.stream === "open" && !answeringStreams.some(({ pattern }) => pattern.test(method));
}
