import type { Stack } from "../model/dump.ts";
import type { EndShape } from "./end-shape.ts";

const handlerName = /^_(\w+)_Handler$/;
const unary = new Set(["processUnaryRPC", "handleStream"]);

/**
 * The generated gRPC handler `pkg._Service_Method_Handler` under gRPC's own routing; of the handler and its closures (there
 * are some when an interceptor runs) the outermost.
 */
export function grpcServerOf(stack: Stack): EndShape | undefined {
  const { frames } = stack;
  let routed: "unary" | "stream" | undefined;
  for (let frame = frames.length - 1; frame >= 0; frame--) {
    const func = frames[frame]?.func;
    if (!func) continue;
    if (func.package === "google.golang.org/grpc" && func.receiver === "Server") {
      if (func.name === "processStreamingRPC") routed = "stream";
      else if (unary.has(func.name)) routed ??= "unary";
    }
    const names = routed && func.receiver === undefined ? handlerName.exec(func.name)?.[1] : undefined;
    if (names === undefined) continue;
    const split = splitHandler(names, stack, frame);
    if (!split) continue;
    const shape: EndShape = { protocol: "grpc", ...split, package: func.package, frame };
    return routed === "stream" ? { ...shape, stream: "open" } : shape;
  }
  return undefined;
}

/**
 * "Tasks_Start" → Tasks, Start. Both names may hold underscores themselves; then the frame that implements the method, further
 * inward, has the method's name, else the last underscore separates.
 */
function splitHandler(names: string, stack: Stack, frame: number): { service: string; method: string } | undefined {
  const splits: { service: string; method: string }[] = [];
  for (let at = names.lastIndexOf("_"); at > 0; at = names.lastIndexOf("_", at - 1)) {
    splits.push({ service: names.slice(0, at), method: names.slice(at + 1) });
  }
  if (splits.length <= 1) return splits[0];
  const inward = new Set(stack.frames.slice(0, frame).map(({ func }) => func.name));
  return splits.findLast(({ method }) => inward.has(method)) ?? splits[0];
}
