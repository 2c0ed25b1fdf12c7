import type { ContendedLock, Diagnosis, OwnerVerdict } from "../model/diagnosis.ts";
import { goroutines, likelihood, shortName } from "../view/words.ts";
import { longest } from "./longest.ts";
import { escapeMarkup } from "./markup.ts";

const columns = ["lock", "waiting", "waits at", "longest", "owner", "because"];

const verdicts: Readonly<Record<OwnerVerdict["verdict"], string>> = {
  owner: "",
  self: "itself: ",
  readers: "readers: ",
  abandoned: "no goroutine holds it any more",
  ambiguous: "one of ",
  unknown: "not found",
};

/** The contended locks as an HTML table, most waiters first; one sentence when there is none. */
export function locksTable(diagnosis: Diagnosis): string {
  if (diagnosis.locks.length === 0) return "<p>No goroutine waits for a lock.</p>";
  const row = (tag: "th" | "td", cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag} style="text-align:left;vertical-align:top;padding:2px 10px 2px 0">${escapeMarkup(cell)}</${tag}>`).join("")}</tr>`;
  return [
    '<table style="border-collapse:collapse">',
    `<thead>${row("th", columns)}</thead>`,
    `<tbody>${diagnosis.locks.map((lock) => row("td", cellsOf(lock))).join("\n")}</tbody>`,
    "</table>",
  ].join("\n");
}

function cellsOf(lock: ContendedLock): string[] {
  const { dump, name, kind, address, within, waiters } = lock;
  const where = address ?? (within === undefined ? "address not printed" : `in ${within}`);
  const sites = [...new Set(waiters.map(({ site }) => shortName(site.func)))];
  const minutes = longest(waiters);
  return [
    `${name ?? kind} ${where} of ${dump}`,
    goroutines(waiters.map(({ goroutine }) => goroutine)),
    sites.length > 2 ? `${sites.slice(0, 2).join(", ")} and ${sites.length - 2} more` : sites.join(", "),
    minutes === undefined ? "no age printed" : `at least ${minutes} min`,
    ownerOf(lock),
    lock.owner.candidates[0]?.evidence[0]?.text ?? "",
  ];
}

function ownerOf({ owner }: ContendedLock): string {
  const named = owner.verdict === "ambiguous" ? owner.candidates : owner.goroutines;
  if (named.length === 0) return verdicts[owner.verdict];
  return `${verdicts[owner.verdict]}${goroutines(named.map(({ goroutine }) => goroutine))}, ${likelihood(owner.confidence)}`;
}
