/** A function of a package that has a domain: not of Go's own library, whose names the rules for locks rest on. */
const symbol = /^(created by )?([a-z0-9-]+(?:\.[a-z0-9-]+)+\/[^\s(]*(?:\(\*?\w+\)\.[^\s(]*)?)/;

/** Words that Go itself puts into a name. */
const kept = /^(?:func\d+|gowrap\d+|vendor|\d+)$/;

/** The dump with every word of every function name replaced, the same word always by the same one; places, ids and arguments stay. */
export function renamed(dump: string): string {
  const words = new Map<string, string>();
  const rename = (word: string): string => {
    if (kept.test(word)) return word;
    const known = words.get(word) ?? `w${words.size}`;
    words.set(word, known);
    return known;
  };
  return dump
    .split("\n")
    .map((line) =>
      line.replace(
        symbol,
        (_, by: string | undefined, name: string) => `${by ?? ""}example.org/${name.replace(/\w+/g, rename)}`,
      ),
    )
    .join("\n");
}
