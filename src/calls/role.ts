import type { CallEnd } from "../model/call.ts";
import type { StackFrame } from "../model/dump.ts";
import { callsOf } from "./ends.ts";
import { memo } from "./memo.ts";
import { firstRuleOf } from "./symbol-rule.ts";
import { type ProcessRole, payloadPositions, payloadRoles, roleRules } from "./tables/roles.ts";
import { words } from "./words.ts";

const roleRuleOf = firstRuleOf(roleRules);
const payloadPositionOf = firstRuleOf(payloadPositions);

/** What a client's call is about, by the frames that called the stub, up to the request that this goroutine serves itself. */
export const clientRole: (client: CallEnd) => ProcessRole | undefined = memo((client) => {
  const { stack } = client.goroutine;
  const end = callsOf(client.goroutine).server?.frame ?? stack.frames.length;
  return roleIn(stack.frames.slice(client.frame + 1, end), client.method);
});

/** What a served call is about, by the frames inward from the handler, else by the size of the request. */
export const serverRole: (server: CallEnd) => ProcessRole | undefined = memo((server) => {
  const inward = server.goroutine.stack.frames.slice(0, server.frame).reverse();
  return roleIn(inward, server.method) ?? roleByPayload(server);
});

function roleIn(frames: readonly StackFrame[], method: string): ProcessRole | undefined {
  const wanted = method.toLowerCase();
  for (const { func } of frames) {
    const rule = func.name.toLowerCase() === wanted ? roleRuleOf(func) : undefined;
    if (rule) return rule.role;
  }
  return undefined;
}

function roleByPayload(server: CallEnd): ProcessRole | undefined {
  const method = `${server.service}/${server.method}`;
  if (server.protocol !== "ttrpc" || !payloadRoles.some((rule) => rule.method === method)) return undefined;
  for (const [frame, { func }] of server.goroutine.stack.frames.entries()) {
    const position = payloadPositionOf(func)?.position;
    const size = position === undefined ? undefined : words(server.goroutine, frame)[position];
    if (size === undefined) continue;
    return payloadRoles.find((rule) => rule.method === method && rule.bytes === Number(size))?.role;
  }
  return undefined;
}
