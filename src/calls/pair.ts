import type { Call, CallEnd } from "../model/call.ts";
import type { Candidacy } from "./candidates.ts";
import { callEvidence } from "./evidence.ts";
import { sameVersion } from "./fits.ts";
import { groupBy } from "./group-by.ts";
import { callConfidence, mostAlternatives } from "./tables/confidences.ts";

/**
 * One call for each client. Where several pairs fit, servers are dealt out in the order that they come in, so that none is named twice while another one is
 * free; the confidence says that this is a guess.
 */
export function pair(candidacies: readonly Candidacy[]): readonly Call[] {
  const deal = dealer();
  const rivals = countRivals(candidacies);
  return candidacies.map(({ client, servers, byConnection }) => {
    const server = deal(servers);
    const choices = server ? Math.max(servers.length, rivals.get(server) ?? 1) : 0;
    const evidence = callEvidence(client, server, { choices, byConnection });
    if (!server) return { client, confidence: callConfidence.noServer, alternatives: [], evidence };
    const base = sameVersion(client, server) ? callConfidence.onlyPair : callConfidence.otherVersion;
    const alternatives = servers.slice(0, mostAlternatives + 1).filter((other) => other !== server);
    return {
      client,
      server,
      confidence: base / choices,
      alternatives: alternatives.slice(0, mostAlternatives),
      ...(servers.length > mostAlternatives + 1 && { fitting: servers.length }),
      evidence,
    };
  });
}

/** Hands out of an array the first server that nobody has yet; the first one when all are taken. */
function dealer(): (servers: readonly CallEnd[]) => CallEnd | undefined {
  const used = new Set<CallEnd>();
  const from = new Map<readonly CallEnd[], number>();
  return (servers) => {
    let at = from.get(servers) ?? 0;
    for (let server = servers[at]; server && used.has(server); server = servers[at]) at++;
    from.set(servers, at);
    const server = servers[at] ?? servers[0];
    if (server) used.add(server);
    return server;
  };
}

/** For each server, how many clients it fits. */
function countRivals(candidacies: readonly Candidacy[]): ReadonlyMap<CallEnd, number> {
  const rivals = new Map<CallEnd, number>();
  for (const [servers, sharing] of groupBy(candidacies, (candidacy) => candidacy.servers)) {
    for (const server of servers) rivals.set(server, (rivals.get(server) ?? 0) + sharing.length);
  }
  return rivals;
}
