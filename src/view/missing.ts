import type { Diagnosis } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { callName, count, listing } from "./words.ts";

/** What would make the story longer or surer: where a chain stops because an input is not here. */
export function missing(diagnosis: Diagnosis): Paragraph[] {
  const sentences = [...missingServers(diagnosis), ...missingProcesses(diagnosis)];
  return sentences.map((sentence) => paragraph(spans(sentence), "  ", "    "));
}

/** Calls whose serving goroutine is in no dump, for those goroutines at which a chain ends. */
function missingServers({ chains, calls, dumps }: Diagnosis): string[] {
  // A server that is known to be stopped gives no dump.
  const ends = chains.flatMap(({ steps, end }) =>
    end.kind === "rpc" && end.below.length === 0 ? steps.slice(-1) : [],
  );
  const have = listing(dumps.map(({ dump }) => dump));
  const sentences = ends.flatMap(({ dump, goroutine }) => {
    const call = calls.find(({ client, server }) => !server && client.dump === dump && client.goroutine === goroutine);
    if (!call) return [];
    const of = call.package === undefined ? "" : ` of ${call.package}`;
    return [
      `No dump at hand (${have}) shows a goroutine that serves ${callName(call)}${of}: the chain stops at that call.`,
    ];
  });
  return [...new Set(sentences)];
}

/** Child processes that everybody waits for, where no process list is at hand; what a list does not tell, the chain itself says. */
function missingProcesses({ chains }: Diagnosis): string[] {
  const unseen = chains.filter(
    ({ end }) =>
      (end.kind === "runc" || end.kind === "process") &&
      end.pid === undefined &&
      end.below.every(({ evidence }) => evidence.every(({ rule }) => rule === "no-process-list")),
  );
  if (unseen.length === 0) return [];
  const what =
    unseen.length === 1 ? "the child process" : `the ${count(unseen.length, "child process", "child processes")}`;
  return [`No process list shows ${what}: \`ps -ef\` in a file beside the dumps would tell pid and state.`];
}
