import type { Goroutine, Stack } from "../model/dump.ts";
import type { EndShape } from "./end-shape.ts";
import { shapesOf } from "./ends.ts";
import { handlerOf } from "./handler.ts";
import { memo } from "./memo.ts";
import { backgroundRules } from "./tables/background.ts";
import { dockerRouters } from "./tables/docker-routes.ts";

const requests = new Map(
  dockerRouters.flatMap(({ type, routes }) =>
    Object.entries(routes).map(([method, [request]]) => [`${type}.${method}`, request] as const),
  ),
);

/**
 * What a goroutine was asked to do, when its frames tell: "GET /containers/{id}/json" for Docker's API, "Tasks/Start" for a gRPC or
 * ttrpc server, the handler's short name for other HTTP servers, "PLEG relist" and the like for known background work.
 */
export function requestOf({ stack }: Goroutine): string | undefined {
  return requestIn(stack);
}

const requestIn = memo((stack: Stack): string | undefined => {
  const { server } = shapesOf(stack);
  if (server) return served(server);
  const handler = handlerOf({ stack });
  if (handler !== undefined) return stack.frames[handler]?.func.short;
  const { frames } = stack;
  return backgroundRules.find(({ pattern }) => frames.some(({ func }) => pattern.test(func.symbol)))?.request;
});

function served({ protocol, service, method }: EndShape): string {
  if (protocol !== "http") return `${service}/${method}`;
  return requests.get(`${service}.${method}`) ?? `${service}.${method}`;
}
