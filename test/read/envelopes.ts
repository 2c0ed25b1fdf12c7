/** Puts a dump into envelopes by the rules of those who write them. All are reconstructed; the real ones are in test/fixtures/envelopes. */
export interface EnvelopeRule {
  readonly name: string;
  /** What `Envelope.format` is. */
  readonly format: string;
  readonly wrap: (dump: string) => string;
  /** What the envelope tells. */
  readonly tells?: { readonly pid?: number; readonly takenAt?: string; readonly container?: string };
}

const TIME = "2026-11-23T15:51:56.076421521Z";

/** A line in front of which something stands; without what a text ends in. */
export function eachLine(dump: string, line: (text: string, index: number) => string): string {
  return `${dump.replace(/\n$/, "").split("\n").map(line).join("\n")}\n`;
}

/** The clock goes on by a second every 40 lines. */
function clock(index: number): string {
  const second = 56 + Math.floor(index / 40);
  return `15:${String(51 + Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}`;
}

/** journald drops empty lines and trailing blanks. */
const journalLines = (dump: string): string => dump.replace(/[ \t]+$/gm, "").replace(/\n{2,}/g, "\n");
const noise = (prefix: string): string =>
  `${prefix}time="2026-11-23T15:51:50Z" level=info msg="API listen on /run/docker.sock"\n`;
const record = (dump: string): string =>
  `time="${TIME}" level=info msg="=== BEGIN goroutine stack dump ===\\n${quote(dump)}\\n=== END goroutine stack dump ===" namespace=moby pid=3278`;

function quote(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Cuts a line as a log with a limit does. */
function pieces(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += limit) parts.push(text.slice(at, at + limit));
  return parts;
}

const journal =
  (time: (index: number) => string, ident = "dockerd[2911]"): EnvelopeRule["wrap"] =>
  (dump) =>
    noise(`${time(0)} node1 ${ident}: `) +
    eachLine(journalLines(dump), (line, index) => `${time(index)} node1 ${ident}: ${line}`);

const journalEntry = (message: string, index: number, extra: Record<string, string> = {}): Record<string, string> => ({
  __CURSOR: `s=739ad463;i=${index.toString(16)}`,
  __REALTIME_TIMESTAMP: String(1_795_449_116_076_421 + index),
  _BOOT_ID: "bd5f2b1d64d24d61a2c1d4f5a6b7c8d9",
  SYSLOG_IDENTIFIER: "dockerd",
  _SYSTEMD_UNIT: "docker.service",
  _PID: "2911",
  ...extra,
  MESSAGE: message,
});

export const LINE_ENVELOPES: readonly EnvelopeRule[] = [
  { name: "journalctl -o short", format: "syslog", wrap: journal((i) => `Nov 23 ${clock(i)}`), tells: { pid: 2911 } },
  {
    name: "journalctl -o short-precise",
    format: "syslog",
    wrap: journal((i) => `Nov 23 ${clock(i)}.076421`),
    tells: { pid: 2911 },
  },
  {
    name: "journalctl -o short-iso",
    format: "syslog",
    wrap: journal((i) => `2026-11-23T${clock(i)}+0000`),
    tells: { pid: 2911, takenAt: "2026-11-23T15:51:56+00:00" },
  },
  {
    name: "journalctl -o short-full",
    format: "syslog",
    wrap: journal((i) => `Mon 2026-11-23 ${clock(i)} UTC`),
    tells: { pid: 2911, takenAt: "2026-11-23T15:51:56Z" },
  },
  {
    name: "journalctl -o short-monotonic",
    format: "syslog",
    wrap: journal((i) => `[${(98 + i / 1000).toFixed(6).padStart(12)}]`),
    tells: { pid: 2911 },
  },
  {
    name: "journalctl -o short-unix",
    format: "syslog",
    wrap: journal((i) => `1795449116.${String(i).padStart(6, "0")}`),
    tells: { pid: 2911 },
  },
  {
    name: "systemd before 229: without tabs",
    format: "syslog",
    wrap: (dump) => journal((i) => `Nov  3 ${clock(i)}`)(dump.replace(/^\t/gm, "")),
    tells: { pid: 2911 },
  },
  {
    name: "one message of many lines",
    format: "syslog",
    wrap: (dump) =>
      eachLine(dump, (line, i) => `${i === 0 ? "Nov 23 15:51:56 node1 dockerd[2911]: " : " ".repeat(37)}${line}`),
    tells: { pid: 2911 },
  },
  {
    name: "rsyslog",
    format: "syslog",
    wrap: (dump) => journal((i) => `2026-11-23T${clock(i)}.076421+00:00`)(dump.replaceAll("\t", "#011")),
    tells: { pid: 2911 },
  },
  {
    name: "rsyslog: one message",
    format: "syslog",
    wrap: (dump) =>
      `${noise("Nov 23 15:51:50 node1 dockerd[2911]: ")}Nov 23 15:51:56 node1 dockerd[2911]: ${dump.replaceAll("\t", "#011").replaceAll("\n", "#012")}\n`,
    tells: { pid: 2911 },
  },
  {
    name: "RFC 5424",
    format: "syslog",
    wrap: (dump) =>
      eachLine(
        dump,
        (line, i) => `<30>1 2026-11-23T${clock(i)}.076Z node1 dockerd 2911 - [meta sequenceId="${i + 8}"] ${line}`,
      ),
    tells: { pid: 2911, takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "CRI",
    format: "cri",
    wrap: (dump) => eachLine(dump, (line, i) => `2026-11-23T${clock(i)}.669794202Z stderr F ${line}`),
    tells: { takenAt: "2026-11-23T15:51:56.669794202Z" },
  },
  {
    name: "CRI, in parts",
    format: "cri",
    wrap: (dump) =>
      eachLine(dump, (line, i) => {
        const parts = pieces(line, 40);
        return (parts.length > 0 ? parts : [""])
          .map((part, at) => `2026-11-23T${clock(i)}.669794202Z stderr ${at < parts.length - 1 ? "P" : "F"} ${part}`)
          .join("\n");
      }),
  },
  {
    name: "Docker json-file",
    format: "docker-json",
    wrap: (dump) =>
      eachLine(dump, (line, i) =>
        JSON.stringify({ log: `${line}\n`, stream: "stderr", time: `2026-11-23T${clock(i)}.${600 + i}Z` }),
      ),
    tells: { takenAt: "2026-11-23T15:51:56.600Z" },
  },
  {
    name: "Docker json-file, in parts",
    format: "docker-json",
    wrap: (dump) =>
      eachLine(dump, (line, i) =>
        pieces(`${line}\n`, 50)
          .map((log) => JSON.stringify({ log, stream: "stderr", time: `2026-11-23T${clock(i)}.6Z` }))
          .join("\n"),
      ),
  },
  {
    name: "docker logs --timestamps",
    format: "timestamps",
    wrap: (dump) => eachLine(dump, (line, i) => `2026-11-23T${clock(i)}.${1000 + i}Z ${line}`),
    tells: { takenAt: "2026-11-23T15:51:56.1000Z" },
  },
  { name: "docker compose logs", format: "compose", wrap: (dump) => eachLine(dump, (line) => `app-1   | ${line}`) },
  {
    name: "docker compose logs --timestamps",
    format: "compose/timestamps",
    wrap: (dump) => eachLine(dump, (line, i) => `app-1   | 2026-11-23T${clock(i)}.076421521Z ${line}`),
    tells: { takenAt: "2026-11-23T15:51:56.076421521Z" },
  },
  {
    name: "kubectl logs --prefix",
    format: "kubectl",
    wrap: (dump) => eachLine(dump, (line) => `[pod/web-6d4b75cb6d-hxvfd/app] ${line}`),
  },
  {
    name: "kubectl logs --prefix --timestamps",
    format: "kubectl/timestamps",
    wrap: (dump) => eachLine(dump, (line, i) => `[pod/web-6d4b75cb6d-hxvfd/app] 2026-11-23T${clock(i)}.0764Z ${line}`),
  },
  {
    name: "journalctl -o json",
    format: "journald-json",
    wrap: (dump) => eachLine(journalLines(dump), (line, i) => JSON.stringify(journalEntry(line, i))),
    tells: { pid: 2911, takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "journalctl -o export",
    format: "journald-export",
    wrap: (dump) =>
      eachLine(
        journalLines(dump),
        (line, i) =>
          `${Object.entries(journalEntry(line, i))
            .map(([key, value]) => `${key}=${value}`)
            .join("\n")}\n`,
      ),
    tells: { pid: 2911 },
  },
  {
    name: "journalctl -o verbose",
    format: "journald-verbose",
    wrap: (dump) =>
      eachLine(
        journalLines(dump),
        (line, i) =>
          `Mon 2026-11-23 ${clock(i)}.076421 UTC [s=739ad463;i=${i}]\n${Object.entries(journalEntry(line, i))
            .filter(([key]) => !key.startsWith("__"))
            .map(([key, value]) => `    ${key}=${value}`)
            .join("\n")}`,
      ),
    tells: { pid: 2911, takenAt: "2026-11-23T15:51:56.076421Z" },
  },
  {
    name: "Filebeat",
    format: "json-lines",
    wrap: (dump) =>
      eachLine(dump, (line, i) =>
        JSON.stringify({ "@timestamp": `2026-11-23T${clock(i)}.076Z`, container_id: "12f735f0de29", message: line }),
      ),
    tells: { container: "12f735f0de29" },
  },
  {
    name: "klog's message",
    format: "klog",
    wrap: (dump) =>
      `I1123 15:51:50.076421    2911 kubelet.go:2089] "Starting"\nI1123 15:51:56.076421    2911 kubelet.go:2099] ${dump}`,
    tells: { pid: 2911 },
  },
];

export const RECORD_ENVELOPES: readonly EnvelopeRule[] = [
  {
    name: "logrus in the journal",
    format: "syslog/logrus",
    wrap: (dump) =>
      `${noise("Nov 23 15:51:50 node1 containerd[2911]: ")}Nov 23 15:51:56 node1 containerd[2911]: ${record(dump)}\n`,
    tells: { pid: 3278, takenAt: TIME },
  },
  {
    name: "logrus in the journal, split",
    format: "syslog/logrus",
    wrap: (dump) =>
      eachLine(pieces(record(dump), 2048).join("\n"), (line) => `Nov 23 15:51:56 node1 containerd[2911]: ${line}`),
    tells: { pid: 3278 },
  },
  {
    name: "logrus in journalctl -o cat, split",
    format: "logrus",
    wrap: (dump) => `${pieces(record(dump), 8096).join("\n")}\n`,
    tells: { pid: 3278 },
  },
  {
    name: "logrus in journalctl -o json, split",
    format: "journald-json/logrus",
    wrap: (dump) =>
      eachLine(pieces(record(dump), 49152).join("\n"), (line, i) =>
        JSON.stringify(journalEntry(line, i, line.endsWith("pid=3278") ? {} : { _LINE_BREAK: "line-max" })),
      ),
    tells: { pid: 3278 },
  },
  {
    name: "logrus in Docker json-file, split",
    format: "docker-json/logrus",
    wrap: (dump) =>
      eachLine(
        pieces(`${record(dump)}\n`, 16384)
          .map((log) => JSON.stringify({ log, stream: "stderr", time: TIME }))
          .join("\n"),
        (line) => line,
      ),
    tells: { pid: 3278 },
  },
  {
    name: "zap's message",
    format: "json",
    wrap: (dump) => `${JSON.stringify({ level: "info", ts: 1795449116.076, caller: "x/main.go:12", msg: dump })}\n`,
    tells: { takenAt: "2026-11-23T15:51:56.076Z" },
  },
  {
    name: "a field of zap's",
    format: "json",
    wrap: (dump) => `${JSON.stringify({ level: "info", ts: 1795449116.076, msg: "stacks", stacks: dump, pid: 77 })}\n`,
    tells: { pid: 77 },
  },
  {
    name: "logrus without markers",
    format: "logrus",
    wrap: (dump) => `time="${TIME}" level=error msg="${quote(dump)}" pid=77\n`,
    tells: { pid: 77, takenAt: TIME },
  },
  { name: "an escaped string", format: "quoted", wrap: (dump) => `stacks: "${quote(dump)}"\n` },
];
