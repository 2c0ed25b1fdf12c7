import type { CallEnd } from "../model/call.ts";
import { callsOf } from "./ends.ts";
import { clientRole, serverRole } from "./role.ts";

const version = /^v\d+(?:(?:alpha|beta)\d+)?$/;

/** Key under which the two ends of a call meet; service and method are joined because a stream's client does not separate them. */
export function callKey(end: Pick<CallEnd, "protocol" | "service" | "method">): string {
  return `${end.protocol} ${end.service}${end.method}`.toLowerCase();
}

/** True when a server can serve a client whose key is equal. */
export function fits(client: CallEnd, server: CallEnd): boolean {
  if (client.sent === false) return false;
  if (client.protocol !== "http" && lastName(client.package) !== lastName(server.package)) return false;
  if (passesOn(client) && client.goroutine.dump === server.goroutine.dump) return false;
  const asked = clientRole(client);
  const served = serverRole(server);
  return asked === undefined || served === undefined || asked === served;
}

/** True when both packages name the same version of the API. */
export function sameVersion(client: CallEnd, server: CallEnd): boolean {
  return client.protocol === "http" || versionOf(client.package) === versionOf(server.package);
}

/**
 * True for a proxy's call, made to serve the same method: it goes to another process, and a pair within its own (with its own goroutine
 * even) would be a cycle that does not exist.
 */
export function passesOn(client: CallEnd): boolean {
  const served = callsOf(client.goroutine).server;
  return served !== undefined && callKey(served) === callKey(client);
}

function lastName(path: string | undefined): string | undefined {
  return path?.split("/").findLast((element) => !version.test(element));
}

function versionOf(path: string | undefined): string | undefined {
  return path?.split("/").findLast((element) => version.test(element));
}
