import type { Diagnosis, GivenUpCall } from "../model/diagnosis.ts";
import type { Paragraph } from "./layout/span.ts";
import { paragraph, spans } from "./layout/span.ts";
import { callName, goroutinesByDump } from "./words.ts";

/** What is said of a call that is served though nobody waits for it. */
export const givenUpWords = "the client has given up and does not wait for the answer";

/** Calls that are still served though their clients gave up: one line for those of one method. */
export function givenUp({ givenUp: calls = [] }: Diagnosis): Paragraph[] {
  const byName = new Map<string, GivenUpCall[]>();
  for (const call of calls) {
    const same = byName.get(callName(call));
    if (same) same.push(call);
    else byName.set(callName(call), [call]);
  }
  return [...byName].map(([name, those]) => {
    const where = goroutinesByDump(those.map(({ server }) => server));
    return paragraph(spans(`${name}: still served by ${where}; ${givenUpWords}.`), "  ", "    ");
  });
}
