import type { Diagnosis } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { callName, count, listing } from "./words.ts";

/** What would make the story longer or surer: where a chain stops because an input is not here. */
export function missing(diagnosis: Diagnosis): Paragraph[] {
  const sentences = [...missingServers(diagnosis), ...missingProcesses(diagnosis)];
  return sentences.length === 0
    ? []
    : [
        paragraph(spans({ text: "Missing", style: "strong" })),
        ...sentences.map((sentence) => paragraph(spans(sentence), "  ", "    ")),
      ];
}

/** Calls whose serving goroutine is in no dump, for those goroutines at which a chain ends. */
function missingServers({ chains, calls, dumps }: Diagnosis): string[] {
  const open = new Map<string, string>();
  for (const chain of chains) {
    const last = chain.steps.at(-1);
    if (chain.end.kind !== "rpc" || !last) continue;
    const call = calls.find(
      ({ client, server }) => !server && client.dump === last.dump && client.goroutine === last.goroutine,
    );
    if (!call) continue;
    const name = callName(call);
    open.set(`${last.dump} ${name}`, `${last.dump} goroutine ${last.goroutine} waits for the answer to ${name}`);
  }
  if (open.size === 0) return [];
  const have = listing(dumps.map(({ dump }) => dump));
  return [...open.values()].map(
    (sentence) =>
      `${sentence}, but no goroutine that serves it is in the dumps at hand (${have}): the chain stops there. Take a dump of the process that serves it at the same time.`,
  );
}

/** Child processes that everybody waits for and that no process list shows. */
function missingProcesses({ chains }: Diagnosis): string[] {
  const unseen = chains.filter(({ end }) => (end.kind === "runc" || end.kind === "process") && end.pid === undefined);
  if (unseen.length === 0) return [];
  const what =
    unseen.length === 1 ? "the child process" : `the ${count(unseen.length, "child process", "child processes")}`;
  return [
    `No process list shows ${what}: with \`ps -ef\` (as a file beside the dumps) its pid and state could be told.`,
  ];
}
