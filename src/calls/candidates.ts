import type { CallEnd } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import { callKey, fits, sameVersion } from "./fits.ts";
import { clientRole } from "./role.ts";
import { ttrpcConnectionOf } from "./ttrpc-client.ts";

/** A pending client and the servers that can be its other end. */
export interface Candidacy {
  readonly client: CallEnd;
  readonly servers: readonly CallEnd[];
  /** Servers were left out because the other calls of the same connection are served by another process. */
  readonly byConnection: boolean;
}

/** All servers that fit each client, narrowed by API version, by ttrpc connection, and by clients that leave no choice. */
export function candidatesOf(clients: readonly CallEnd[], servers: readonly CallEnd[]): readonly Candidacy[] {
  const byKey = groupBy(servers, callKey);
  const fitting = clients.map((client) => {
    const all = (byKey.get(callKey(client)) ?? []).filter((server) => fits(client, server));
    const same = all.filter((server) => sameVersion(client, server));
    return { client, servers: same.length > 0 ? same : all, byConnection: false };
  });
  return withoutTaken(narrowByConnection(fitting));
}

/**
 * All calls over one ttrpc connection are served by one process: of several processes that serve such a method, only those stay that
 * serve most of the connection's calls.
 */
function narrowByConnection(candidacies: readonly Candidacy[]): readonly Candidacy[] {
  const dumps = new Map<Dump, Map<string, Candidacy[]>>();
  for (const candidacy of candidacies) {
    const { goroutine, protocol } = candidacy.client;
    const connection = protocol === "ttrpc" ? ttrpcConnectionOf(goroutine) : undefined;
    if (connection === undefined) continue;
    const connections = dumps.get(goroutine.dump) ?? new Map<string, Candidacy[]>();
    dumps.set(goroutine.dump, connections.set(connection, [...(connections.get(connection) ?? []), candidacy]));
  }
  const narrowed = new Map<Candidacy, Candidacy>();
  for (const connections of dumps.values()) {
    for (const group of connections.values()) {
      const best = bestProcesses(group);
      for (const candidacy of group) {
        const servers = candidacy.servers.filter(({ goroutine }) => best.has(goroutine.dump));
        if (servers.length === candidacy.servers.length || servers.length === 0) continue;
        narrowed.set(candidacy, { ...candidacy, servers, byConnection: true });
      }
    }
  }
  return candidacies.map((candidacy) => narrowed.get(candidacy) ?? candidacy);
}

/** The dumps that can serve the greatest number of the calls of one connection, each goroutine serving one. */
function bestProcesses(group: readonly Candidacy[]): ReadonlySet<Dump> {
  const served = new Map<Dump, number>();
  for (const alike of groupBy(group, ({ client }) => `${callKey(client)} ${clientRole(client) ?? ""}`).values()) {
    const fitting = new Set(alike.flatMap(({ servers }) => servers));
    for (const [dump, ends] of groupBy([...fitting], ({ goroutine }) => goroutine.dump)) {
      served.set(dump, (served.get(dump) ?? 0) + Math.min(ends.length, alike.length));
    }
  }
  const most = Math.max(0, ...served.values());
  return new Set([...served].filter(([, count]) => count === most).map(([dump]) => dump));
}

/** A server that is the only one for exactly one client serves no other client, where the others have a choice. */
function withoutTaken(candidacies: readonly Candidacy[]): readonly Candidacy[] {
  let current = candidacies;
  for (;;) {
    const single = current.filter(({ servers }) => servers.length === 1).map(({ servers }) => servers[0]);
    const taken = new Set(single.filter((server) => single.indexOf(server) === single.lastIndexOf(server)));
    const next = current.map((candidacy) => {
      if (candidacy.servers.length < 2) return candidacy;
      const servers = candidacy.servers.filter((server) => !taken.has(server));
      return servers.length === candidacy.servers.length || servers.length === 0
        ? candidacy
        : { ...candidacy, servers };
    });
    if (next.every((candidacy, index) => candidacy === current[index])) return next;
    current = next;
  }
}

export function groupBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
