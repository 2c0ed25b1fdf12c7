import type { FuncName, Stack } from "../model/dump.ts";
import { type EndShape, upperFirst } from "./end-shape.ts";

const stubType = /^[a-z]\w*Client$/;
const invokers = new Set(["Invoke", "invoke", "NewStream", "NewClientStream", "newClientStream"]);
const streamOperations = new Set(["RecvMsg", "SendMsg", "CloseSend", "Header"]);

/**
 * The innermost generated gRPC client stub `pkg.(*xClient).Method`, or the receive or send of a generated stream
 * `pkg.(*xMethodClient).Recv`. A type of that name alone proves nothing: the next inner frame has to start a call, and gRPC has to be
 * further inward.
 */
export function grpcClientOf(stack: Stack): EndShape | undefined {
  const { frames } = stack;
  let insideGrpc = false;
  for (let frame = 1; frame < frames.length; frame++) {
    const inner = frames[frame - 1]?.func;
    const func = frames[frame]?.func;
    if (!inner || !func) return undefined;
    insideGrpc ||= isGrpc(inner);
    if (!insideGrpc || !isStub(func)) continue;
    const type = func.receiver?.slice(0, -"Client".length) ?? "";
    const base = { protocol: "grpc", package: func.package, frame } as const;
    if (invokers.has(inner.name)) return { ...base, service: upperFirst(type), method: func.name };
    if (streamOperations.has(inner.name)) return { ...base, ...splitStreamType(type), stream: streamUse(func.name) };
  }
  return undefined;
}

function isGrpc(func: FuncName): boolean {
  return func.package === "google.golang.org/grpc" || func.package.startsWith("google.golang.org/grpc/");
}

function isStub(func: FuncName): boolean {
  return func.pointerReceiver && func.closure === "" && stubType.test(func.receiver ?? "") && /^[A-Z]/.test(func.name);
}

/** `CloseAndRecv` and `Send` wait for something that is due; a plain `Recv` waits for whatever the server says next. */
function streamUse(operation: string): "open" | "answer" {
  return operation === "Recv" || operation === "RecvMsg" ? "open" : "answer";
}

/**
 * Splits the type of a stream, service and method joined ("eventsSubscribe"), behind the first word or behind "Service". A guess
 * when the service's name has several words: pairing therefore compares the joined names.
 */
function splitStreamType(type: string): { service: string; method: string } {
  const split =
    /^([a-z]\w*?Service)([A-Z]\w*)$/.exec(type) ?? /^([a-z][a-z0-9]*(?:[A-Z]+(?![a-z]))?)([A-Z]\w*)$/.exec(type);
  return { service: upperFirst(split?.[1] ?? type), method: split?.[2] ?? "" };
}
