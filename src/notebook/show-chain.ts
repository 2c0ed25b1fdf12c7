import type { Diagnosis } from "../model/diagnosis.ts";
import { StackgraphError } from "../model/error.ts";
import { count } from "../view/words.ts";
import { chainRows } from "./chain-rows.ts";
import { chainSvg } from "./chain-svg.ts";
import { escapeMarkup } from "./markup.ts";
import { type Shown, shown } from "./shown.ts";

/**
 * A chain as a picture: from the goroutine that is farthest away down to the root blocker and the processes below it, one band a process.
 *
 * @param diagnosis - what `diagnose` returned
 * @param index - which of its chains; the first one has the most victims
 * @throws StackgraphError ERR_INVALID_ARGUMENT when a diagnosis that has chains has none at that position
 */
export function showChain(diagnosis: Diagnosis, index = 0): Shown {
  const chain = diagnosis.chains[index];
  if (chain === undefined) {
    if (index === 0) return shown({ html: "<p>Nothing is blocked.</p>", text: "Nothing is blocked." });
    throw new StackgraphError(
      "ERR_INVALID_ARGUMENT",
      `showChain: index is ${index}, but the diagnosis has ${count(diagnosis.chains.length, "chain")}`,
    );
  }
  const rows = chainRows(diagnosis, chain);
  const root = chain.steps.at(-1);
  const end = root ? `goroutine ${root.goroutine} of ${root.dump} ${chain.end.text}` : chain.end.text;
  const title = chain.victims > 0 ? `${count(chain.victims, "goroutine")} cannot go on: ${end}` : end;
  const svg = chainSvg(rows, title);
  const text = rows.flatMap(({ lane, title, details, arrow }) => [
    `${lane}: ${[title, ...details].join(", ")}`,
    ...(arrow ?? []).map((line) => `  ${line}`),
  ]);
  const html = `<figure style="margin:0"><figcaption style="margin:4px 0"><b>${escapeMarkup(title)}</b></figcaption>${svg}</figure>`;
  return shown({ html, svg, text: [title, ...text].join("\n") });
}
