import type { Goroutine } from "../model/dump.ts";
import { StackgraphError } from "../model/error.ts";
import type { NamedDump } from "../processes/named-dump.ts";

/**
 * The goroutine that "21", "dockerd:21" or "containerd-shim#4242:86" names.
 *
 * @throws StackgraphError `ERR_UNKNOWN_GOROUTINE`, `ERR_AMBIGUOUS_GOROUTINE` (several dumps have it): the message says what can be named.
 */
export function findGoroutine(wanted: string, dumps: readonly NamedDump[]): { dump: string; goroutine: Goroutine } {
  const colon = wanted.lastIndexOf(":");
  const id = Number(wanted.slice(colon + 1));
  const name = colon < 0 ? undefined : wanted.slice(0, colon);
  const searched = name === undefined ? dumps : dumps.filter((dump) => dump.name === name);
  const names = dumps.map((dump) => dump.name).join(", ");
  if (searched.length === 0) {
    throw new StackgraphError("ERR_UNKNOWN_GOROUTINE", `There is no dump "${name}"; there is: ${names}.`);
  }
  const found = searched.flatMap(({ name: dump, dump: { goroutines } }) => {
    const goroutine = goroutines.byId(id);
    return goroutine ? [{ dump, goroutine }] : [];
  });
  const [first, ...others] = found;
  if (!first) throw new StackgraphError("ERR_UNKNOWN_GOROUTINE", `No goroutine ${id} in ${name ?? names}.`);
  if (others.length > 0) {
    const choices = found.map(({ dump }) => `${dump}:${id}`).join(", ");
    throw new StackgraphError(
      "ERR_AMBIGUOUS_GOROUTINE",
      `Several dumps have a goroutine ${id}; say which: ${choices}.`,
    );
  }
  return first;
}
