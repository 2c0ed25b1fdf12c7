import { type EnvelopeRule, eachLine } from "./envelopes.ts";

/** What tools put before the lines that they collect, search or show. Reconstructed. */
export const PREFIXES: readonly Pick<EnvelopeRule, "name" | "wrap">[] = [
  { name: "grep -n -A 99", wrap: (dump) => grep(dump, (at) => `${at}:`) },
  { name: "grep -H -A 99", wrap: (dump) => grep(dump, () => "docker-1.log:") },
  { name: "grep -Hn -A 99", wrap: (dump) => grep(dump, (at) => `/var/log/docker.log:${at}:`) },
  { name: "grep -b", wrap: (dump) => grep(dump, (at) => `${at * 71}:`) },
  { name: "grep -nT", wrap: (dump) => grep(dump, (at) => `${String(at).padStart(4)}:\t`) },
  { name: "grep -n, each line a match", wrap: (dump) => eachLine(dump, (line, at) => `${at + 1}:${line}`) },
  { name: "ripgrep with a heading", wrap: (dump) => `docker.log\n${grep(dump, (at) => `${at}:`)}` },
  {
    name: "grep in several files",
    wrap: (dump) => `a.log:7:goroutine leak\na.log-8-bye\n--\n${grep(dump, (at) => `b.log:${at}:`)}--\nz.log:3:hello\n`,
  },
  {
    name: "grep in CRI's files",
    wrap: (dump) =>
      grep(
        dump,
        () => "0.log:",
        (at) => `2026-11-23T${clock(at)}.669794202Z stderr F `,
      ),
  },
  { name: "s6-log, multilog: TAI64N", wrap: (dump) => eachLine(dump, (line, at) => `${tai64n(at)} ${line}`) },
  { name: "tai64nlocal", wrap: (dump) => eachLine(dump, (line, at) => `2026-11-23 ${clock(at)}.100079010 ${line}`) },
  { name: "svlogd -tt", wrap: (dump) => eachLine(dump, (line, at) => `2026-11-23_${clock(at)}.${at + 10000} ${line}`) },
  { name: "ts", wrap: (dump) => eachLine(dump, (line, at) => `Nov 23 ${clock(at)} ${line}`) },
  { name: "ts -s", wrap: (dump) => eachLine(dump, (line, at) => `00:00:${two(Math.floor(at / 40))} ${line}`) },
  { name: "ts -i", wrap: (dump) => eachLine(dump, (line, at) => `00:00:0${at % 2} ${line}`) },
  { name: "ts %.s", wrap: (dump) => eachLine(dump, (line, at) => `1795449116.${String(at).padStart(6, "0")} ${line}`) },
  {
    name: "cf logs",
    wrap: (dump) =>
      eachLine(dump, (line, at) => `   2026-11-23T${clock(at)}.0${at % 90}+0100 [APP/PROC/WEB/0] ERR ${line}`),
  },
  {
    name: "heroku logs",
    wrap: (dump) => eachLine(dump, (line, at) => `2026-11-23T${clock(at)}.${100000 + at}+00:00 app[web.1]: ${line}`),
  },
  { name: "pm2", wrap: (dump) => eachLine(dump, (line) => `0|app  | ${line}`) },
  { name: "pm2 with times", wrap: (dump) => eachLine(dump, (line, at) => `0|app  | 2026-11-23T${clock(at)}: ${line}`) },
  { name: "foreman", wrap: (dump) => eachLine(dump, (line, at) => `${clock(at)} web.1  | ${line}`) },
  {
    name: "a swarm service with two tasks",
    wrap: (dump) =>
      eachLine(
        dump,
        (line, at) =>
          `web.1.x5qk4jz7m@n1    | ${line}${at % 3 > 0 ? "" : `\nweb.2.a5qk4jz7m@n-12    | GET /healthz ${at}`}`,
      ),
  },
  {
    name: "stern with two pods",
    wrap: (dump) =>
      eachLine(dump, (line, at) => `web-6d4b-hxvfd app ${line}${at % 4 > 0 ? "" : `\nweb-6d4b-zzzzz app GET / ${at}`}`),
  },
  { name: "kubetail", wrap: (dump) => eachLine(dump, (line) => `[web-6d4b75cb6d-hxvfd app] ${line}`) },
  { name: "multitail", wrap: (dump) => eachLine(dump, (line) => `[1] ${line}`) },
  {
    name: "strace",
    wrap: (dump) => eachLine(dump, (line, at) => `[pid 29] ${clock(at)} write(2, ${write(line)}) = 9`),
  },
  {
    name: "git blame",
    wrap: (dump) =>
      eachLine(
        dump,
        (line, at) => `${hash(at >> 3)} (Jane Doe 2026-11-23 15:51:56 +0100 ${String(at + 1).padStart(4)}) ${line}`,
      ),
  },
  { name: "weechat", wrap: (dump) => eachLine(dump, (line, at) => `${clock(at)}    jane | ${line}`) },
];

/** Matches have ":" behind what stands before them, the lines around them "-". */
function grep(dump: string, before: (line: number) => string, inner: (line: number) => string = () => ""): string {
  return eachLine(dump, (line, at) => {
    const prefix = before(at + 1);
    const isMatch = line.startsWith("goroutine ");
    return `${isMatch ? prefix : prefix.replaceAll(":", "-")}${inner(at)}${line}`;
  });
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** The clock goes on by a second every 40 lines. */
function clock(index: number): string {
  const second = 56 + Math.floor(index / 40);
  return `15:${51 + Math.floor(second / 60)}:${two(second % 60)}`;
}

function hash(index: number): string {
  return (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, "a");
}

function tai64n(index: number): string {
  return `@4000000065f0a1${two(Math.floor(index / 40))}${hash(index)}`;
}

function write(line: string): string {
  return `${JSON.stringify(`${line}\n`)}, ${line.length + 1}`;
}
