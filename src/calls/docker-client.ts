import type { FuncName, Stack } from "../model/dump.ts";
import type { EndShape } from "./end-shape.ts";
import { firstRuleOf } from "./symbol-rule.ts";
import { dockerRouters } from "./tables/docker-routes.ts";
import { hijackRules } from "./tables/hijacked.ts";

const clientPackage = /^github\.com\/(?:docker\/docker|docker\/engine-api|moby\/moby(?:\/v2)?)\/client$/;
const byClientMethod = new Map(
  dockerRouters.flatMap(({ type, routes }) =>
    Object.entries(routes).flatMap(([method, [, ...clients]]) =>
      clients.map((client) => [client, { service: type, method }] as const),
    ),
  ),
);

const hijackOf = firstRuleOf(hijackRules);

/**
 * A request of Docker's Go client, `client.(*Client).ContainerInspect` over `net/http`, named like the router's method that serves it.
 * The innermost exported method counts: a request may first ask for the API version. Besides, who keeps a connection for streams after the answer.
 */
export function dockerClientOf(stack: Stack): EndShape | undefined {
  let overHttp = false;
  for (const [frame, { func }] of stack.frames.entries()) {
    const hijack = hijackOf(func);
    if (hijack && !overHttp)
      return { protocol: "http", service: "containerRouter", method: hijack.method, package: func.package, frame };
    overHttp ||= func.package === "net/http" || func.package === "net/http/httputil";
    if (!overHttp || !isClientMethod(func)) continue;
    const names = byClientMethod.get(func.name) ?? { service: "Client", method: func.name };
    return { protocol: "http", ...names, package: func.package, frame };
  }
  return undefined;
}

function isClientMethod(func: FuncName): boolean {
  return func.receiver === "Client" && /^[A-Z]/.test(func.name) && clientPackage.test(func.package);
}
