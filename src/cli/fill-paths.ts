import type { Diagnosis } from "../model/diagnosis.ts";

/** A command of this tool's own among the next steps; FILE stands for what the caller has named. */
const OWN_COMMAND = /^(stackgraph \w+ (?:\S+ )?)FILE\b/;

/** The same diagnosis, whose next steps name the paths that were given, so that they can be copied as they are. What came on stdin has no name. */
export function fillPaths(diagnosis: Diagnosis, paths: readonly string[]): Diagnosis {
  if (paths.includes("-")) return diagnosis;
  const named = paths.map(shellWord).join(" ");
  const filled = (step: string) => step.replace(OWN_COMMAND, (_, command: string) => command + named);
  return { ...diagnosis, findings: diagnosis.findings.map((each) => ({ ...each, next: each.next.map(filled) })) };
}

function shellWord(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
