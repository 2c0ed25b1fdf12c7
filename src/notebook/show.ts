import type { Diagnosis } from "../model/diagnosis.ts";
import { showChain } from "./show-chain.ts";
import { showLocks } from "./show-locks.ts";
import { type Shown, shown } from "./shown.ts";

/**
 * A whole diagnosis as a notebook shows it: a picture of each chain, then the table of locks and owners.
 *
 * @param diagnosis - what `diagnose` returned
 */
export function show(diagnosis: Diagnosis): Shown {
  const chains = (diagnosis.chains.length > 0 ? diagnosis.chains : [undefined]).map((_, index) =>
    showChain(diagnosis, index),
  );
  const parts = diagnosis.locks.length > 0 ? [...chains, showLocks(diagnosis)] : chains;
  return shown({
    html: `<div>${parts.map(({ html }) => html).join("\n")}</div>`,
    ...(chains[0]?.svg !== undefined && { svg: chains[0].svg }),
    text: parts.map(({ text }) => text).join("\n\n"),
  });
}
