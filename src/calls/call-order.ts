import type { CallEnd } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import { clientConnectionOf, connectionOrder } from "./connection.ts";
import { byAge } from "./oldest-first.ts";

type Compare = (a: CallEnd, b: CallEnd) => number;

/**
 * The orders in which clients and servers are paired where several pairs fit: within a process those that have waited longer first. Ages of
 * different processes do not compare, so several serving processes go by their pids, and the connections to them by the goroutines
 * that run them: both are roughly the order in which the processes were started.
 */
export function callOrder(dumps: readonly Dump[]): { readonly clients: Compare; readonly servers: Compare } {
  const position = new Map(dumps.map((dump, index) => [dump, index]));
  const inFiles: Compare = (a, b) => (position.get(a.goroutine.dump) ?? 0) - (position.get(b.goroutine.dump) ?? 0);
  const pidOf = ({ goroutine }: CallEnd) => goroutine.dump.envelope.pid ?? 0;
  return {
    clients: (a, b) => inFiles(a, b) || runnerOf(a) - runnerOf(b) || byAge(a.goroutine, b.goroutine),
    servers: (a, b) => pidOf(a) - pidOf(b) || inFiles(a, b) || byAge(a.goroutine, b.goroutine),
  };
}

function runnerOf(client: CallEnd): number {
  const connection = clientConnectionOf(client);
  return (connection === undefined ? undefined : connectionOrder(client.goroutine.dump).get(connection)) ?? 0;
}
