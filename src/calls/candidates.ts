import type { CallEnd } from "../model/call.ts";
import { clientConnectionOf, placeOf } from "./connection.ts";
import { callKey, fits, passesOn, sameVersion } from "./fits.ts";
import { groupBy } from "./group-by.ts";
import { clientRole } from "./role.ts";
import { isTooOld } from "./too-old.ts";

/** A pending client and the servers that can be its other end. */
export interface Candidacy {
  readonly client: CallEnd;
  /** One array for all clients with the same choice: thousands of equal requests can be pending. */
  readonly servers: readonly CallEnd[];
  /** Servers were left out because the other calls of the same connection are served elsewhere. */
  readonly byConnection: boolean;
}

/** All servers that fit each client, narrowed by API version, by ttrpc connection, and by clients that leave no choice. */
export function candidatesOf(clients: readonly CallEnd[], servers: readonly CallEnd[]): readonly Candidacy[] {
  return withoutTaken(narrowByConnection(fitting(clients, servers)));
}

/** Clients that differ in nothing that `fits` and `isTooOld` look at have the same choice. */
function fitting(clients: readonly CallEnd[], servers: readonly CallEnd[]): readonly Candidacy[] {
  const byKey = groupBy(servers, callKey);
  const alike = groupBy(clients, (client) =>
    [callKey(client), client.package, clientRole(client), client.sent !== false, passesOn(client), age(client)].join(
      " ",
    ),
  );
  const choices = new Map<CallEnd, readonly CallEnd[]>();
  for (const [, group] of alike) {
    for (const members of groupBy(group, (client) => passesOn(client) && client.goroutine.dump).values()) {
      const [example] = members;
      if (!example) continue;
      const all = (byKey.get(callKey(example)) ?? []).filter((server) => fits(example, server));
      const same = all.filter((server) => sameVersion(example, server));
      const servers = youngEnoughFirst(example, same.length > 0 ? same : all);
      for (const client of members) choices.set(client, servers);
    }
  }
  return clients.map((client) => ({ client, servers: choices.get(client) ?? [], byConnection: false }));
}

function age({ goroutine }: CallEnd): string {
  return `${goroutine.minutes ?? ""}`;
}

function youngEnoughFirst(client: CallEnd, servers: readonly CallEnd[]): readonly CallEnd[] {
  const [young, old] = [false, true].map((is) => servers.filter((server) => isTooOld(client, server) === is));
  return [...(young ?? []), ...(old ?? [])];
}

/**
 * All calls over one connection are served at one place: of several places that serve such a method, only those stay that serve most of the
 * connection's calls.
 */
function narrowByConnection(candidacies: readonly Candidacy[]): readonly Candidacy[] {
  const narrowed = new Map<Candidacy, Candidacy>();
  for (const ofDump of groupBy(candidacies, ({ client }) => client.goroutine.dump).values()) {
    for (const [connection, group] of groupBy(ofDump, ({ client }) => clientConnectionOf(client))) {
      if (connection === undefined) continue;
      const best = bestPlaces(group);
      for (const [servers, sharing] of groupBy(group, (candidacy) => candidacy.servers)) {
        const left = servers.filter((server) => best.has(placeOf(server)));
        if (left.length === servers.length || left.length === 0) continue;
        for (const candidacy of sharing) narrowed.set(candidacy, { ...candidacy, servers: left, byConnection: true });
      }
    }
  }
  return candidacies.map((candidacy) => narrowed.get(candidacy) ?? candidacy);
}

/** The places that can serve the greatest number of the calls of one connection, each goroutine serving one. */
function bestPlaces(group: readonly Candidacy[]): ReadonlySet<string> {
  const served = new Map<string, number>();
  for (const [servers, sharing] of groupBy(group, (candidacy) => candidacy.servers)) {
    for (const [place, ends] of groupBy(servers, placeOf)) {
      served.set(place, (served.get(place) ?? 0) + Math.min(ends.length, sharing.length));
    }
  }
  const most = Math.max(0, ...served.values());
  return new Set([...served].filter(([, count]) => count === most).map(([place]) => place));
}

/** A server that is the only one for exactly one client serves no other client, where the others have a choice. */
function withoutTaken(candidacies: readonly Candidacy[]): readonly Candidacy[] {
  let current = candidacies;
  for (;;) {
    const single = groupBy(
      current.filter(({ servers }) => servers.length === 1),
      ({ servers }) => servers[0],
    );
    const taken = new Set([...single].filter(([, clients]) => clients.length === 1).map(([server]) => server));
    const left = new Map<readonly CallEnd[], readonly CallEnd[]>();
    for (const servers of new Set(current.map((candidacy) => candidacy.servers))) {
      const free = servers.length < 2 ? [] : servers.filter((server) => !taken.has(server));
      if (free.length > 0 && free.length < servers.length) left.set(servers, free);
    }
    if (left.size === 0) return current;
    current = current.map((candidacy) => ({ ...candidacy, servers: left.get(candidacy.servers) ?? candidacy.servers }));
  }
}
