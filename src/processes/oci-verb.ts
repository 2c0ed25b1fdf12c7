/** What a process is asked to do is a word of its command line: runc and the programs that take its place share these. */
export const verbs: ReadonlySet<string> = new Set([
  ...[
    "checkpoint",
    "create",
    "delete",
    "events",
    "exec",
    "features",
    "init",
    "kill",
    "list",
    "pause",
    "ps",
    "restore",
    "resume",
  ],
  ...["run", "spec", "start", "state", "update"],
]);

/** Global options of runc and crun that take the next word as their value (`runc --help`); all others stand alone or use "=". */
const valueOptions: ReadonlySet<string> = new Set([
  "--root",
  "--log",
  "--log-format",
  "--log-level",
  "--criu",
  "--rootless",
  "--cgroup-manager",
]);

/**
 * The subcommand of an OCI runtime's command line: "runc --root R --log L --log-format json --systemd-cgroup create --bundle …" → "create".
 * Undefined when the line does not show one: no arguments printed, cut off, another program's line. A script in the runtime's place
 * ("/bin/sh /opt/wrapper --root R start ID") is read like the runtime.
 */
export function ociVerb(commandLine: string): string | undefined {
  const words = commandLine.split(/\s+/).filter((word) => word !== "");
  for (let position = 1; position < words.length; position++) {
    const word = words[position] ?? "";
    if (valueOptions.has(word)) position++;
    else if (verbs.has(word)) return word;
    // Only options and a script's own path may stand before the verb.
    else if (!word.startsWith("--") && !(position === 1 && word.includes("/"))) return undefined;
  }
  return undefined;
}
