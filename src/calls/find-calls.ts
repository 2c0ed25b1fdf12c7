import type { Call } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import { callOrder } from "./call-order.ts";
import { candidatesOf } from "./candidates.ts";
import { endsOf } from "./ends-of.ts";
import { callKey } from "./fits.ts";
import { isIdleCall } from "./idle.ts";
import { pair } from "./pair.ts";

export interface FindCallsOptions {
  /** Also calls that wait by design (`isIdleCall`); default false. */
  readonly idle?: boolean;
}

/**
 * Pairs the pending client calls of all dumps with the goroutines that serve them, in other dumps or in the same one.
 *
 * A pair needs the same protocol, service and method, packages of the same name, and the same sort of process (init or exec) where both
 * sides show it. Nothing in a dump is the same on both sides of a process border, so several pairs can fit: then a call carries one of
 * them, by age and order, with the others in `alternatives` and a confidence of about one in so many. A server without a client (it gave up) makes no
 * call; a client without a server keeps its call without `server`. Confidences are not calibrated.
 *
 * @returns Calls in order of dump and goroutine; empty when the frames have no telling names.
 */
export function findCalls(dumps: readonly Dump[], options: FindCallsOptions = {}): readonly Call[] {
  const clients = dumps.flatMap((dump) =>
    endsOf(dump, "client", (shape) => options.idle === true || !isIdleCall(shape)),
  );
  // Most that is served, nobody at hand has asked for.
  const asked = new Set(clients.map(callKey));
  const servers = dumps.flatMap((dump) => endsOf(dump, "server", (shape) => asked.has(callKey(shape))));
  const order = callOrder(dumps);
  const calls = pair(candidatesOf(clients.toSorted(order.clients), servers.toSorted(order.servers)));
  const byClient = new Map(calls.map((call) => [call.client, call]));
  return clients.flatMap((client) => byClient.get(client) ?? []);
}
