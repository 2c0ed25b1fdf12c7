import type { Call, CallEnd } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import { placeOf } from "./connection.ts";
import { endsOf } from "./ends-of.ts";
import { callKey } from "./fits.ts";
import { isIdleCall } from "./idle.ts";

/**
 * Goroutines that still serve a call whose client has given up: nobody waits for their answer. ttrpc does not pass on that a call was
 * cancelled, and a handler that waits for a lock does not notice.
 *
 * Said only where the client's process is at hand: it has another call over the same connection, and none of its goroutines is inside a call
 * of this method. Two processes are dumped at two moments, so between them the server has to show an age.
 */
export function findGivenUp(dumps: readonly Dump[], calls: readonly Call[]): readonly CallEnd[] {
  const clientsOf = new Map<string, Dump>();
  const asked = new Set<string>();
  for (const { client, server, alternatives } of calls) {
    asked.add(callKey(client));
    if (server && alternatives.length === 0) clientsOf.set(placeOf(server), client.goroutine.dump);
  }
  return dumps.flatMap((dump) => {
    const unasked = endsOf(
      dump,
      "server",
      (shape) => shape.protocol !== "http" && !isIdleCall(shape) && !asked.has(callKey(shape)),
    );
    return unasked.filter((server) => {
      const client = clientsOf.get(placeOf(server));
      return client && !client.truncated && (client === dump || server.goroutine.minutes !== undefined);
    });
  });
}
