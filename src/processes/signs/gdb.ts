import type { Sign } from "../../model/process.ts";
import type { EvidenceFile } from "../find-tables.ts";

/** What was asked for: "(gdb) p /x bus->cookie", "print m->api_bus->cookie"; the prompt is missing where a script ran the command. */
const asked = /^(?:\(gdb\) )?(?:p|print|inspect|output)\b.*(?:->|\.)cookie\s*$/;
const answered = /^(?:\(gdb\) )?\$\d+ = (0x[0-9a-f]+|\d+)\s*$/;
/** The same out of the whole structure: "p *bus". */
const member = /(?:^|[\s{,])cookie = (0x[0-9a-f]+|\d+)[,}]?/;
/** "Thread 1 (Thread 0x7f… (LWP 1) "systemd"):", "Thread 1 (process 1):", "Thread 1 (LWP 1):". */
const thread = /^Thread (\d+) \((?:Thread 0x[0-9a-f]+ )?\(?(?:LWP|process) (\d+)\)?/;
const frame = /^#\d+\s+(?:0x[0-9a-f]+ in )?([\w.:()*/-]+) \(/;

/** What a line needs to begin something. */
const worthALook = /cookie|^Thread \d/;

interface Trace {
  readonly line: number;
  readonly text: string;
  readonly threads: { readonly process: number; readonly functions: string[] }[];
}

/** What gdb printed about systemd: the counter of its messages, and where its threads stand. */
export function readGdb(file: EvidenceFile): Sign[] {
  const signs: Sign[] = [];
  let question: string | undefined;
  let trace: Trace | undefined;
  for (const [index, text] of file.lines.entries()) {
    if (question === undefined && trace === undefined && !worthALook.test(text)) continue;
    const line = file.numberOf(index);
    const sign = (rule: string, values: Record<string, string>): Sign => {
      return { rule, text: (question ?? text).trim(), values, count: 1, file: file.name, line, last: { line } };
    };
    if (asked.test(text)) question = text;
    else {
      const value = question === undefined ? undefined : answered.exec(text)?.[1];
      const inside = text.includes("input_fd") || text.includes("bus_client") ? member.exec(text)?.[1] : undefined;
      const cookie = value ?? inside;
      if (cookie !== undefined) signs.push(sign("gdb-cookie", { cookie: String(BigInt(cookie)) }));
      if (text.trim() !== "") question = undefined;
    }
    const header = thread.exec(text);
    if (header !== null) {
      trace ??= { line, text: text.trim(), threads: [] };
      trace.threads.push({ process: Number(header[2]), functions: [] });
    }
    const name = frame.exec(text)?.[1];
    if (name !== undefined) trace?.threads.at(-1)?.functions.push(name);
  }
  return [...signs, ...loneThread(trace, file)];
}

/** systemd has one thread; one that waits for events is not stuck inside itself. */
function loneThread(trace: Trace | undefined, file: EvidenceFile): Sign[] {
  const [only, ...others] = trace?.threads ?? [];
  if (trace === undefined || only === undefined || others.length > 0 || only.process !== 1) return [];
  const waits = only.functions.some((name) => /^(?:__)?epoll_p?wait/.test(name));
  const loop = only.functions.find((name) => /^(?:sd_event_(?:run|loop|wait)|manager_loop)$/.test(name));
  if (!waits || loop === undefined) return [];
  const { line, text } = trace;
  return [
    { rule: "gdb-event-loop", text, values: { function: loop }, count: 1, file: file.name, line, last: { line } },
  ];
}
