import type { Stack } from "../model/dump.ts";
import type { EndShape } from "./end-shape.ts";
import { isHttpRouting } from "./http-routing.ts";

const routerPackage = /\/server\/router\/[a-z]+$/;

/** A method of one of Docker's API routers, `router/container.(*containerRouter).getContainersByName`, under net/http's server. */
export function dockerServerOf(stack: Stack): EndShape | undefined {
  let overHttp = false;
  for (let frame = stack.frames.length - 1; frame >= 0; frame--) {
    const func = stack.frames[frame]?.func;
    if (!func) continue;
    overHttp ||= isHttpRouting(func);
    if (!overHttp || !routerPackage.test(func.package)) continue;
    const service = func.receiver ?? "";
    if (service.endsWith("Router") || (service === "" && func.name.endsWith("Handler"))) {
      return { protocol: "http", service: service || "systemRouter", method: func.name, package: func.package, frame };
    }
  }
  return undefined;
}
