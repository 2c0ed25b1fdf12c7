import { type EnvelopeRule, eachLine } from "./envelopes.ts";

interface Answer extends Pick<EnvelopeRule, "name" | "wrap"> {
  /** What the envelope tells of a dump whose first line stands in the first record. */
  readonly tells?: { readonly takenAt?: string; readonly fields?: Readonly<Record<string, unknown>> };
}

type Records = (dump: string) => readonly unknown[];

/** What the services answer that keep logs: documents, each line of the dump somewhere in a list of them. Reconstructed. */
const DOCUMENTS: readonly (Omit<Answer, "wrap"> & {
  readonly records: Records;
  readonly around: (records: unknown) => unknown;
})[] = [
  {
    name: "Loki's API",
    records: (dump) => linesOf(dump).map((line, at) => [`${nanoseconds(at)}`, line]),
    around: (values) => ({
      status: "success",
      data: { resultType: "streams", result: [{ stream: { app: "web", pod: "web-1" }, values }], stats: { bytes: 1 } },
    }),
    tells: { takenAt: "2026-11-23T15:51:56.076Z", fields: { app: "web", pod: "web-1" } },
  },
  {
    name: "Grafana's download",
    records: (dump) => linesOf(dump).map((line, at) => ({ line, timestamp: `${nanoseconds(at)}`, date: clock(at) })),
    around: (records) => records,
    tells: { takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "CloudWatch: get-log-events",
    records: (dump) => linesOf(dump).map((message, at) => ({ timestamp: milliseconds(at), message })),
    around: (events) => ({ events, nextForwardToken: "f/1", nextBackwardToken: "b/1" }),
    tells: { takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "CloudWatch Insights: get-query-results",
    records: (dump) =>
      linesOf(dump).map((value, at) => [
        { field: "@timestamp", value: clock(at) },
        { field: "@message", value },
        { field: "@ptr", value: `Cm${at}` },
      ]),
    around: (results) => ({ results, statistics: { recordsMatched: 7 }, status: "Complete" }),
  },
  {
    name: "Elasticsearch",
    records: (dump) =>
      linesOf(dump).map((message, at) => ({
        _index: "logs",
        _source: { "@timestamp": clock(at), message, kubernetes: { pod: { name: "web-1" } }, tags: ["a", "b"] },
        sort: [milliseconds(at)],
      })),
    around: (hits) => ({ took: 5, hits: { total: { value: 10000, relation: "gte" }, hits } }),
    tells: { takenAt: "2026-11-23T15:51:56.076Z", fields: { kubernetes: '{"pod":{"name":"web-1"}}' } },
  },
  {
    name: "Cloud Logging",
    records: (dump) =>
      linesOf(dump).map((textPayload, at) => ({
        insertId: `x${at}`,
        resource: { labels: { pod_name: "web-1" }, type: "k8s_container" },
        textPayload,
        timestamp: clock(at),
      })),
    around: (records) => records,
    tells: { takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "Datadog",
    records: (dump) =>
      linesOf(dump).map((message, at) => ({
        id: `AQ${at}`,
        attributes: { timestamp: clock(at), host: "n1", message, tags: ["env:prod"], attributes: {} },
      })),
    around: (data) => ({ data, meta: { page: { after: "x" } } }),
    tells: { takenAt: "2026-11-23T15:51:56.076Z", fields: { host: "n1" } },
  },
  {
    name: "Splunk",
    records: (dump) => linesOf(dump).map((_raw, at) => ({ _raw, _time: clock(at) })),
    around: (results) => ({ preview: false, fields: [{ name: "_raw" }], results }),
    tells: { takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "rows of tables, as Azure Monitor's",
    records: (dump) => linesOf(dump).map((line, at) => [clock(at), line, "12f7"]),
    around: (rows) => ({ tables: [{ name: "PrimaryResult", columns: [{ name: "LogEntry" }], rows }] }),
    tells: { takenAt: "2026-11-23T15:51:56.076Z" },
  },
  { name: "a list of strings", records: linesOf, around: (lines) => ({ name: "x", lines }) },
];

/** The same in one line and in many, the first record first and the last one first. */
export const ANSWERS: readonly Answer[] = [
  ...DOCUMENTS.flatMap(({ name, records, around, tells }): Answer[] => [
    { name, wrap: (dump) => `${JSON.stringify(around(records(dump)))}\n`, ...(tells && { tells }) },
    { name: `${name}, backward`, wrap: (dump) => `${JSON.stringify(around(records(dump).toReversed()))}\n` },
    { name: `${name}, pretty`, wrap: (dump) => `${JSON.stringify(around(records(dump)), undefined, 4)}\n` },
    {
      name: `${name}, pretty and backward, behind a command`,
      wrap: (dump) => `$ curl -s x\n${JSON.stringify(around(records(dump).toReversed()), undefined, 2)}\n$\n`,
    },
  ]),
  {
    name: "objects behind each other in one line",
    wrap: (dump) =>
      linesOf(dump)
        .map((message, at) => JSON.stringify({ time: clock(at), message }))
        .join(""),
  },
  {
    name: "a list with a record a line",
    wrap: (dump) =>
      `[${linesOf(dump)
        .map((message, at) => JSON.stringify({ time: clock(at), message }))
        .join(",\n")}]\n`,
  },
  { name: "entries backward", wrap: (dump) => backward(dump, (message, time) => JSON.stringify({ time, message })) },
  { name: "CRI backward", wrap: (dump) => backward(dump, (line, time) => `${time} stderr F ${line}`) },
  { name: "Grafana's text, backward", wrap: (dump) => backward(dump, (line, time, at) => `${at}\t${time}\t${line}`) },
  {
    name: "logcli, backward",
    wrap: (dump) => backward(dump, (line, time) => `${time} {app="web", pod="web-1"} ${line}`),
  },
  {
    name: "CSV, backward",
    wrap: (dump) => backward(dump, (line, time) => `"${time}","${line.replaceAll('"', '""')}"`),
  },
  { name: "tac", wrap: (dump) => backward(dump, (line) => line) },
  { name: "the latest second first, its lines in order", wrap: bySeconds },
  { name: "logfmt, quotes where they are needed", wrap: (dump) => eachLine(dump, logfmt) },
  {
    name: "YAML, quotes where they are needed",
    wrap: (dump) => eachLine(dump, (line) => `---\ntextPayload: ${yaml(line)}\n`),
  },
];

function linesOf(dump: string): string[] {
  return dump.replace(/\n$/, "").split("\n");
}

function milliseconds(index: number): number {
  return 1_795_449_116_076 + index;
}

function nanoseconds(index: number): bigint {
  return BigInt(milliseconds(index)) * 1_000_000n;
}

function clock(index: number): string {
  return new Date(milliseconds(index)).toISOString();
}

function backward(dump: string, write: (line: string, time: string, index: number) => string): string {
  const lines = linesOf(dump).map((line, at) => write(line, clock(at), 1000 + at));
  return `${lines.toReversed().join("\n")}\n`;
}

function bySeconds(dump: string): string {
  const groups: string[] = [];
  for (const [at, line] of linesOf(dump).entries())
    groups[Math.floor(at / 7)] = `${groups[Math.floor(at / 7)] ?? ""}${clock(1000 * Math.floor(at / 7))} ${line}\n`;
  return groups.toReversed().join("");
}

function logfmt(line: string, index: number): string {
  return `time=${clock(index)} level=INFO msg=${/^[^\s"=]+$/.test(line) ? line : JSON.stringify(line)} pid=77`;
}

function yaml(line: string): string {
  if (line.includes("\t")) return JSON.stringify(line);
  return /^[^"'#:[\]{}]+$/.test(line) ? line : `'${line.replaceAll("'", "''")}'`;
}
