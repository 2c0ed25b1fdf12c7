import type { FrameRef, GoroutineRef, RpcCall } from "../model/diagnosis.ts";
import { shortenMiddle } from "./layout/middle.ts";

/** Words for a confidence. What the figures behind them rest on, the page says once. */
const likelihoods: readonly { readonly from: number; readonly word: string }[] = [
  { from: 0.95, word: "nearly certain" },
  { from: 0.7, word: "likely" },
  { from: 0, word: "possible" },
];

const protocols: Readonly<Record<RpcCall["protocol"], string>> = { grpc: "gRPC", ttrpc: "ttrpc", http: "HTTP" };

/** "likely" and the like for a confidence from 0 to 1. */
export function likelihood(confidence: number): string {
  return likelihoods.find(({ from }) => confidence >= from)?.word ?? "possible";
}

/** "24,050". By hand: the first use of the environment's own formats loads their tables, 40 ms. */
export function decimal(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 goroutine", "7 goroutines"; `plural` when it is not made by an "s". */
export function count(number: number, noun: string, plural: string = `${noun}s`): string {
  return `${decimal(number)} ${number === 1 ? noun : plural}`;
}

/** "for about 2 minutes": the runtime prints whole minutes, and counts from a collection before the wait (see Goroutine.minutes); "" without one. */
export function age(minutes: number | undefined): string {
  return minutes === undefined ? "" : `for about ${count(minutes, "minute")}`;
}

/** ", for about 2 minutes" or, for several waiters, ", the longest for about 3 minutes"; "" when no age is printed. */
export function oldest(minutes: readonly (number | undefined)[]): string {
  const most = minutes.reduce<number | undefined>(
    (max, one) => (max === undefined || (one ?? -1) > max ? one : max),
    undefined,
  );
  const since = age(most);
  return since && `, ${minutes.length > 1 ? "the longest " : ""}${since}`;
}

/** The text with spaces at which no line is broken. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** "a", "a and b", "a, b and c". */
export function listing(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/**
 * Equal texts counted, most frequent first, three at most: "GET /containers/{id}/json (4), POST /containers/{id}/stop".
 * @param shown What becomes of each different text.
 */
export function frequent(texts: readonly string[], shown: (text: string) => string = (text) => text): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return mostFrequent([...counts].map(([text, times]) => [shown(text), times]));
}

/** The same of the places where frames stand, see `placed`: ten thousand waiters stand at a handful of them. */
export function frequentPlaces(frames: readonly FrameRef[]): string {
  const byFunc = new Map<string, Map<number | undefined, { readonly frame: FrameRef; times: number }>>();
  const found: { readonly frame: FrameRef; times: number }[] = [];
  for (const frame of frames) {
    const { func, file, line } = frame;
    const byLine = byFunc.get(func) ?? new Map();
    byFunc.set(func, byLine);
    const known = byLine.get(line);
    if (known && known.frame.file === file) known.times++;
    else {
      const place = { frame, times: 1 };
      found.push(place);
      byLine.set(line, place);
    }
  }
  return mostFrequent(found.map(({ frame, times }) => [placed(frame), times]));
}

function mostFrequent(found: readonly (readonly [text: string, times: number])[]): string {
  const counts = new Map<string, number>();
  for (const [text, times] of found) counts.set(text, (counts.get(text) ?? 0) + times);
  const sorted = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const items = sorted
    .slice(0, 3)
    .map(([text, times]) => (times > 1 && counts.size > 1 ? `${text} ×${decimal(times)}` : text));
  return [...items, ...(sorted.length > 3 ? ["…"] : [])].join(", ");
}

/** "goroutine 17", "goroutines 17 and 18", "goroutines 17, 18 and 3 more"; ids in the given order. */
export function goroutines(ids: readonly number[], shown = 3): string {
  const more = ids.length - shown;
  const items = more > 0 ? [...ids.slice(0, shown).map(String), `${decimal(more)} more`] : ids.map(String);
  return `goroutine${ids.length === 1 ? "" : "s"} ${listing(items)}`;
}

/** The same over several dumps: "goroutine 7 of dockerd, goroutines 1 and 2 of containerd"; the dump `here` needs no name. */
export function goroutinesByDump(refs: readonly GoroutineRef[], here?: string): string {
  const byDump = new Map<string, number[]>();
  for (const { dump, goroutine } of refs) {
    const ids = byDump.get(dump);
    if (ids) ids.push(goroutine);
    else byDump.set(dump, [goroutine]);
  }
  return [...byDump].map(([dump, ids]) => `${goroutines(ids)}${dump === here ? "" : ` of ${dump}`}`).join(", ");
}

/** "gRPC Tasks/Start" */
export function callName({ protocol, service, method }: Pick<RpcCall, "protocol" | "service" | "method">): string {
  return `${protocols[protocol]} ${service}/${method}`;
}

/** A symbol for people: last element of the package, receiver, name: "exec.(*Store).List". */
export function shortName(symbol: string, max = 60): string {
  // Type arguments may hold slashes of their own.
  const typeArguments = symbol.indexOf("[");
  const head = typeArguments < 0 ? symbol : symbol.slice(0, typeArguments);
  return shortenMiddle(symbol.slice(head.lastIndexOf("/") + 1).replaceAll("%2e", "."), max);
}

/** A frame for people: "exec.(*Store).List (exec.go:141)". */
export function placed({ func, file, line }: FrameRef): string {
  if (file === undefined) return shortName(func);
  const base = file.slice(file.lastIndexOf("/") + 1);
  return `${shortName(func)} (${line === undefined ? base : `${base}:${line}`})`;
}
