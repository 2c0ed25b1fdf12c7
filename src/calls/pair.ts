import type { Call, CallEnd } from "../model/call.ts";
import type { Candidacy } from "./candidates.ts";
import { callEvidence, type Setting } from "./evidence.ts";
import { sameVersion } from "./fits.ts";
import { callConfidence } from "./tables/confidences.ts";

/**
 * One call for each client. Where clients and servers outnumber each other's choices, servers are dealt out in order, so that no
 * server is named twice while another one is free; the confidence says that this is a guess.
 */
export function pair(candidacies: readonly Candidacy[]): readonly Call[] {
  const used = new Set<CallEnd>();
  const rivals = countRivals(candidacies);
  return candidacies.map((candidacy) => {
    const { client, servers, byConnection } = candidacy;
    const server = servers.find((candidate) => !used.has(candidate)) ?? servers[0];
    if (!server) {
      const setting: Setting = { choices: 0, byConnection };
      return {
        client,
        confidence: callConfidence.noServer,
        alternatives: [],
        evidence: callEvidence(client, undefined, setting),
      };
    }
    used.add(server);
    const choices = Math.max(servers.length, rivals.get(server) ?? 1);
    const base = sameVersion(client, server) ? callConfidence.onlyPair : callConfidence.otherVersion;
    return {
      client,
      server,
      confidence: base / choices,
      alternatives: servers.filter((other) => other !== server),
      evidence: callEvidence(client, server, { choices, byConnection }),
    };
  });
}

/** For each server, how many clients it fits. */
function countRivals(candidacies: readonly Candidacy[]): ReadonlyMap<CallEnd, number> {
  const rivals = new Map<CallEnd, number>();
  for (const { servers } of candidacies) {
    for (const server of servers) rivals.set(server, (rivals.get(server) ?? 0) + 1);
  }
  return rivals;
}
