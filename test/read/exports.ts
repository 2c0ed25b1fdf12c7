import { type EnvelopeRule, eachLine } from "./envelopes.ts";

/** What tools that ship, search and print logs make of a dump, a line of it a record. Reconstructed. */
export const EXPORTS: readonly Pick<EnvelopeRule, "name" | "wrap">[] = [
  {
    name: "Fluent Bit, without line breaks",
    wrap: eachObject((log, time) => ({ time, stream: "stderr", _p: "F", log })),
  },
  { name: "Fluent Bit, with line breaks", wrap: eachObject((line) => ({ date: 1795449116.076, log: `${line}\n` })) },
  { name: "Vector", wrap: eachObject((message, timestamp) => ({ file: "/x.log", host: "n1", message, timestamp })) },
  {
    name: "Elasticsearch",
    wrap: eachObject((message, time, index) => ({ _id: hex(index), _source: { time, message } })),
  },
  { name: "Loki", wrap: eachObject((line, timestamp) => ({ labels: { app: "web" }, line, timestamp })) },
  {
    name: "Stackdriver",
    wrap: eachObject((textPayload, timestamp, index) => ({ insertId: hex(index), textPayload, timestamp })),
  },
  { name: "Splunk", wrap: eachObject((_raw, _time) => ({ preview: false, result: { _raw, _time } })) },
  { name: "names with dots", wrap: eachObject((line, time) => ({ "log.time": time, "log.original": line })) },
  { name: "GELF", wrap: eachObject((line) => ({ version: "1.1", host: "n1", short_message: line })) },
  { name: "go test -json", wrap: eachObject((line, Time) => ({ Time, Action: "output", Output: `${line}\n` })) },
  {
    name: "JSON in JSON",
    wrap: eachObject((msg) => ({ log: `${JSON.stringify({ level: "info", msg })}\n`, stream: "stderr" })),
  },
  { name: "a list of objects", wrap: (dump) => pretty(linesOf(dump).map((line, at) => ({ line, date: clock(at) }))) },
  {
    name: "lists in an object",
    wrap: (dump) => pretty({ hits: { hits: linesOf(dump).map((message) => ({ message })) } }),
  },
  { name: "a list of strings", wrap: (dump) => pretty(linesOf(dump)) },
  {
    name: "strings of a program",
    wrap: (dump) => `[]string{\n${eachLine(dump, (line) => `\t${JSON.stringify(line)},`)}}\n`,
  },
  { name: "CSV", wrap: (dump) => `time,message\n${eachLine(dump, (line, at) => `${clock(at)},${csv(line)}`)}` },
  {
    name: "CSV, message first",
    wrap: (dump) => `message,time\n${eachLine(dump, (line, at) => `${csv(line)},${clock(at)}`)}`,
  },
  {
    name: "YAML",
    wrap: (dump) => eachLine(dump, (line) => `---\ntextPayload: '${line.replaceAll("'", "''")}'\nseverity: ERROR`),
  },
  { name: "logrus, a record a line", wrap: (dump) => eachLine(dump, logrus) },
  {
    name: "the same in the journal",
    wrap: (dump) => eachLine(dump, (line, at) => `Nov 23 15:51:56 n1 containerd[12]: ${logrus(line, at)}`),
  },
  {
    name: "docker logs --timestamps, without zeros at the end",
    wrap: (dump) => eachLine(dump, (line, at) => `${clock(at)} ${line}`),
  },
  {
    name: "kubectl logs, the same",
    wrap: (dump) => eachLine(dump, (line, at) => `[pod/web-1/app] ${clock(at)} ${line}`),
  },
  { name: "journalctl -o json, with lists of bytes", wrap: (dump) => journal(dump, (line) => bytesOf(line)) },
  { name: "the same, pretty", wrap: (dump) => journal(dump, (line) => bytesOf(line), "\t") },
  { name: "journalctl -o json, with colours", wrap: (dump) => journal(dump, (line) => bytesOf(coloured(line))) },
  {
    name: "Docker json-file, with colours",
    wrap: eachObject((line, time) => ({ log: `${coloured(line)}\r\n`, stream: "stdout", time })),
  },
  { name: "cat -n", wrap: (dump) => eachLine(dump, (line, at) => `${String(at + 1).padStart(6)}\t${line}`) },
];

/** Nanoseconds as Go prints them. */
function clock(index: number): string {
  const fraction = String(100_000_000 + index * 7900).replace(/0+$/, "");
  return `2026-11-23T15:51:56.${fraction}Z`;
}

function eachObject(make: (line: string, time: string, index: number) => object): EnvelopeRule["wrap"] {
  return (dump) => eachLine(dump, (line, index) => JSON.stringify(make(line, clock(index), index)));
}

function bytesOf(line: string): readonly number[] {
  return [...new TextEncoder().encode(line)];
}

function coloured(line: string): string {
  return line.replace(/\d+/, "\u001b[1;36m$&\u001b[0m");
}

/** journald drops empty lines. */
function journal(dump: string, write: (line: string) => unknown, space?: string): string {
  return eachLine(dump.replace(/\n{2,}/g, "\n"), (line, index) =>
    JSON.stringify(
      { _PID: "12", _BOOT_ID: "b1", __REALTIME_TIMESTAMP: String(1e15 + index), MESSAGE: write(line) },
      undefined,
      space,
    ),
  );
}

function linesOf(dump: string): string[] {
  return dump.replace(/\n$/, "").split("\n");
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function csv(line: string): string {
  return `"${line.replaceAll('"', '""')}"`;
}

function logrus(line: string, index: number): string {
  return `time="${clock(index)}" level=error msg=${JSON.stringify(line)}`;
}

/** Letters and digits in any order. */
function hex(index: number): string {
  return Math.imul(index + 1, 0x9e3779b1)
    .toString(16)
    .replace("-", "f")
    .padStart(8, "a");
}
