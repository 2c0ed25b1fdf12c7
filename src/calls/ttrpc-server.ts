import type { FuncName, Stack } from "../model/dump.ts";
import type { EndShape } from "./end-shape.ts";
import { ttrpcServices } from "./tables/ttrpc-methods.ts";

const registration = /^Register(?:TTRPC)?(\w+)Service$/;
const closureNumber = /^func(\d+)$/;
const routing = new Set(["dispatch", "call", "unaryCall", "streamCall", "handle"]);

/**
 * The generated ttrpc handler `pkg.RegisterXService.funcN` under ttrpc's routing. Its method is the one that it calls, the next inner
 * frame; N, the place in the registration, tells it when that frame is something else.
 */
export function ttrpcServerOf(stack: Stack): EndShape | undefined {
  const { frames } = stack;
  let routed: "unary" | "stream" | undefined;
  for (let frame = frames.length - 1; frame >= 0; frame--) {
    const func = frames[frame]?.func;
    if (!func) continue;
    if (func.receiver === "serviceSet" && /(?:^|\/)ttrpc$/.test(func.package) && routing.has(func.name)) {
      routed = func.name === "streamCall" ? "stream" : (routed ?? "unary");
    }
    const service = routed && func.receiver === undefined ? registration.exec(func.name)?.[1] : undefined;
    if (service === undefined) continue;
    const method = methodOf(service, func, frames[frame - 1]?.func);
    if (method === undefined) continue;
    const shape: EndShape = { protocol: "ttrpc", service, method, package: func.package, frame };
    return routed === "stream" ? { ...shape, stream: "open" } : shape;
  }
  return undefined;
}

function methodOf(service: string, handler: FuncName, inner: FuncName | undefined): string | undefined {
  const called = inner && inner.receiver !== undefined && /^[A-Z]/.test(inner.name) ? inner.name : undefined;
  const methods = ttrpcServices.find((known) => known.service === service)?.methods;
  if (!methods || (called !== undefined && methods.includes(called))) return called;
  return methods[Number(closureNumber.exec(handler.closure)?.[1]) - 1] ?? called;
}
