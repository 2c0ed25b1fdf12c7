import type { Goroutine, Stack } from "../model/dump.ts";
import { shapesOf } from "./ends.ts";
import { isHttpRouting, isNetRpcRouting } from "./http-routing.ts";
import { isPlumbingFrame } from "./plumbing.ts";

/**
 * Index of the frame that does what a request asks for: the first one inward from the HTTP or RPC routing that is not plumbing. The
 * methods of Docker's routers count as routing unless nothing else is inward of them. Undefined when the goroutine serves no request.
 */
export function handlerOf({ stack }: Pick<Goroutine, "stack">): number | undefined {
  const { server } = shapesOf(stack);
  const routing = server
    ? innermostOf(stack, server.frame)
    : stack.frames.findIndex(({ func }) => isHttpRouting(func) || isNetRpcRouting(func));
  for (let frame = routing - 1; frame >= 0; frame--) {
    if (!isPlumbingFrame(stack, frame)) return frame;
  }
  return server?.protocol === "http" ? server.frame : undefined;
}

/** The innermost frame of the handler at `frame` or of its closures: interceptors stand between a gRPC handler and its closure. */
function innermostOf(stack: Stack, frame: number): number {
  const handler = stack.frames[frame]?.func;
  return stack.frames.findIndex(
    ({ func }) => func.package === handler?.package && func.receiver === handler.receiver && func.name === handler.name,
  );
}
