/** Names declared at the top level, found without parsing: gofmt puts every such declaration at the start of a line. */

const DECLARATION =
  /^(?:func[ \t]+(?:\([ \t]*(?:\w+[ \t]+)?\*?[ \t]*(\w+)(?:\[[^\]\n]*\])?[ \t]*\)[ \t]*)?(\w+)|(?:type|var)[ \t]+(\w+(?:[ \t]*,[ \t]*\w+)*)|(?:type|var)[ \t]*\(([\s\S]*?)^\))/gmu;

/** Keys of a file's declarations as `GoFile.declarations` has them ("T", "f", "T.m"), perhaps with a few names too many. */
export function outline(text: string): Set<string> {
  const keys = new Set<string>();
  for (const [, receiver, func, names, group] of text.matchAll(DECLARATION)) {
    if (func !== undefined) keys.add(receiver === undefined ? func : `${receiver}.${func}`);
    for (const name of names?.split(",") ?? []) keys.add(name.trim());
    for (const [, list] of group?.matchAll(/^\t(\w+(?:[ \t]*,[ \t]*\w+)*)/gm) ?? [])
      for (const name of list?.split(",") ?? []) keys.add(name.trim());
  }
  return keys;
}

/** The name in a file's package clause. */
export function packageClause(text: string): string | undefined {
  return /^package[ \t]+(\w+)/m.exec(text)?.[1];
}
