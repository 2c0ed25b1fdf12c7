/**
 * Short names for classes that are named "import/path:package.Type.field": "package.Type.field", with more of the path in front where
 * two that occur in one release would be called the same. Each with its kind: "m:" for a mutex, "r:" for an rwmutex.
 *
 * @param together the classes of each release.
 */
export function shortClassNames(
  together: readonly ReadonlySet<string>[],
  kinds: ReadonlyMap<string, "mutex" | "rwmutex">,
): Map<string, string> {
  const all = [...new Set(together.flatMap((classes) => [...classes]))].sort(
    (a, b) => a.indexOf(":") - b.indexOf(":") || (a < b ? -1 : 1),
  );
  const short = new Map<string, string>();
  const users = new Map<string, string[]>();
  const meet = (a: string, b: string) => together.some((classes) => classes.has(a) && classes.has(b));
  for (const name of all) {
    const colon = name.indexOf(":");
    // The last element of the path is mostly the package's name.
    const elements = name.slice(0, colon).split("/").slice(0, -1);
    let candidate = name.slice(colon + 1);
    while (elements.length > 0 && users.get(candidate)?.some((other) => meet(name, other)))
      candidate = `${elements.pop()}/${candidate}`;
    users.set(candidate, [...(users.get(candidate) ?? []), name]);
    short.set(name, `${kinds.get(name) === "rwmutex" ? "r" : "m"}:${candidate}`);
  }
  return short;
}
