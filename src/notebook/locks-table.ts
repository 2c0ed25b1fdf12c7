import type { ContendedLock, Diagnosis, OwnerVerdict } from "../model/diagnosis.ts";
import { strongest } from "../view/explain.ts";
import { age, frequentPlaces, goroutines, likelihood } from "../view/words.ts";
import { longest } from "./longest.ts";
import { escapeMarkup } from "./markup.ts";

/** What stands before the goroutines of a verdict, or in their place. */
const verdicts: Readonly<Record<OwnerVerdict["verdict"], string>> = {
  owner: "",
  self: "itself: ",
  readers: "readers: ",
  abandoned: "no goroutine holds it any more",
  ambiguous: "one of ",
  unknown: "not found",
};

const style = "text-align:left;vertical-align:top;padding:3px 14px 3px 0";

/** The contended locks as an HTML table, most waiters first; one sentence when there is none. */
export function locksTable({ locks }: Diagnosis): string {
  if (locks.length === 0) return "<p>No goroutine waits for a lock.</p>";
  const row = (tag: "th" | "td", cells: readonly (readonly string[])[]): string => {
    const lines = cells.map((cell) => cell.filter((line) => line !== "").map(escapeMarkup));
    return `<tr>${lines.map((cell) => `<${tag} style="${style}">${cell.join("<br/>")}</${tag}>`).join("")}</tr>`;
  };
  return [
    '<table style="border-collapse:collapse">',
    `<thead>${row("th", [["lock"], ["waiting"], ["owner"], ["because"]])}</thead>`,
    `<tbody>${locks.map((lock) => row("td", cellsOf(lock))).join("\n")}</tbody>`,
    "</table>",
  ].join("\n");
}

function cellsOf({ dump, name, kind, address, within, waiters, owner }: ContendedLock): string[][] {
  const minutes = longest(waiters);
  const named = owner.verdict === "ambiguous" ? owner.candidates : owner.goroutines;
  return [
    [name ?? kind, address ?? (within === undefined ? "address not printed" : `in ${within}`), `of ${dump}`],
    [
      goroutines(waiters.map(({ goroutine }) => goroutine)),
      minutes === undefined ? "no age printed" : `the longest ${age(minutes)}`,
      `in ${frequentPlaces(waiters.map(({ site }) => site))}`,
    ],
    named.length === 0
      ? [verdicts[owner.verdict]]
      : [
          `${verdicts[owner.verdict]}${goroutines(named.map(({ goroutine }) => goroutine))}`,
          likelihood(owner.confidence),
        ],
    [strongest(owner.candidates[0]?.evidence ?? [])?.text ?? ""],
  ];
}
