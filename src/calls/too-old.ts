import type { CallEnd } from "../model/call.ts";

/** Printed ages are too great by up to the time between two forced garbage collections, and their fraction is cut off: see Goroutine.minutes. */
const TOO_GREAT = 2;
const CUT_OFF = 1;

/**
 * A server that has waited for longer than the client cannot serve it: it still serves somebody who gave up. Two processes are dumped at two
 * moments, which nobody may know: so this orders what fits, and rules nothing out.
 */
export function isTooOld(client: CallEnd, server: CallEnd): boolean {
  const { minutes: ofServer } = server.goroutine;
  const { minutes: ofClient } = client.goroutine;
  if (ofServer === undefined) return false;
  // Within one process both are counted from the same collections.
  if (client.goroutine.dump === server.goroutine.dump) return ofServer > (ofClient ?? 0);
  return ofServer - TOO_GREAT >= (ofClient ?? TOO_GREAT) + CUT_OFF;
}
