import { describe, expect, test } from "vitest";
import { type ParseResult, parse } from "../../src/parse/parse.ts";
import { findTexts } from "../../src/read/find-texts.ts";
import { ENVELOPE_FORMS } from "../../src/read/forms.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";

const journal = fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd-journal.log").bytes;
const dump = decode(fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log").bytes);
const whole = goroutines(parse(encode(dump)));

const message = `=== BEGIN goroutine stack dump ===\n${dump}\n=== END goroutine stack dump ===`;
const PATH = "/run/containerd/io.containerd.runtime.v2.task/moby/12f735";

function goroutines({ dumps }: ParseResult) {
  return dumps.flatMap(fromDump);
}

describe("a record of containerd's journal", () => {
  const result = parse(journal, { name: "containerd.log" });
  const [only] = result.dumps;

  test("its fields tell whose dump it is", () => {
    expect(result.dumps).toHaveLength(1);
    expect(only?.envelope).toMatchObject({
      format: "logrus",
      takenAt: "2026-11-23T15:54:14.849911484Z",
      pid: 3278,
      container: "12f735f0de29db1f19c6d89efd29a7200292f30b253b9b5623d3bd3884e680ad",
      fields: { level: "info", namespace: "moby", runtime: "io.containerd.runc.v2" },
    });
    expect(only?.goroutines).toHaveLength(21);
  });

  test("lines are counted in the file and in the record", () => {
    const goroutine = only?.goroutines.at(1);
    expect(goroutine?.lines).toEqual([1, 1]);
    expect(goroutine?.lineOf(0)).toEqual({ line: 1, recordLine: 11 });
    const lines = decode(findTexts(journal, "x")[0]?.bytes ?? new Uint8Array()).split("\n");
    expect(lines[10]).toBe(`${goroutine?.stack.frames[0]?.func.text}(${goroutine?.argsText(0)})`);
  });
});

/** The records that logs of other versions and settings write, reconstructed by the rules of their writers. */
describe.each([
  {
    format: "logrus",
    record: `time="2026-11-23T15:54:14Z" level=info msg=${JSON.stringify(message)} namespace=moby path=${PATH} pid=3278`,
    escaped: true,
  },
  {
    format: "logrus",
    record: `time="2026-11-23T15:54:14Z" level=info msg=${JSON.stringify(message)} pid=3278 path="${PATH}" `,
    escaped: true,
  },
  {
    format: "logrus-raw",
    record: `time="2026-11-23T15:54:14Z" level=info msg="${message}" path=${PATH} pid=3278 `,
    escaped: false,
  },
  {
    format: "json",
    record: JSON.stringify({ level: "info", msg: message, path: PATH, pid: "3278", time: "2026-11-23T15:54:14Z" })
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e"),
    escaped: true,
  },
  {
    format: "terminal",
    record: `\u001b[36mINFO\u001b[0m[2026-11-23T15:54:14Z] ${message}  \u001b[36mpath\u001b[0m=${PATH} \u001b[36mpid\u001b[0m=3278`,
    escaped: false,
  },
  { format: "terminal", record: `INFO[2026-11-23T15:54:14Z] ${message}  path=${PATH} pid=3278`, escaped: false },
])("reconstructed: $format record", ({ format, record, escaped }) => {
  const before = 'time="2026-11-23T15:50:00Z" level=info msg="loading plugin (type io.containerd)"\n';
  const after = '\ntime="2026-11-23T15:55:00Z" level=info msg="goroutine stack dump written to /tmp/x"\n';
  const result = parse(encode(before + record + after));

  test("the dump in it is the dump", () => {
    expect(goroutines(result)).toEqual(whole);
    expect(result.diagnostics).toEqual([]);
    expect(result.dumps.map(({ truncated }) => truncated)).toEqual([false]);
  });

  test("the envelope", () => {
    const [only] = result.dumps;
    expect(only?.envelope).toMatchObject({ format, takenAt: "2026-11-23T15:54:14Z", pid: 3278, container: "12f735" });
    expect(only?.goroutines.at(0).lineOf(0)).toEqual(escaped ? { line: 2, recordLine: 3 } : { line: 4 });
  });
});

test("markers in plain text split dumps", () => {
  const { dumps } = parse(encode(`${message}\n${message}\n`));
  expect(dumps.map(({ goroutines }) => goroutines.length)).toEqual([whole.length, whole.length]);
  expect(dumps.map(({ envelope }) => envelope.format)).toEqual(["plain", "plain"]);
});

test("records of several processes stay apart, and lines are counted through them", () => {
  const log = fileOf(SAMPLES, "docker-20.10.24-healthy/containerd-journal.log").bytes;
  const { dumps } = parse(log);
  const lines = decode(log).split("\n");
  expect(dumps).toHaveLength(5);
  for (const { lines: span, envelope } of dumps) {
    expect(lines[span[0] - 1]).toContain("=== BEGIN goroutine stack dump ===");
    if (envelope.pid !== undefined) expect(lines[span[0] - 1]).toContain(` pid=${envelope.pid} `);
  }
});

test("the form of each example is found by its own rule", () => {
  for (const { name, example } of ENVELOPE_FORMS)
    expect(findTexts(encode(`${example}\ngoroutine 1 [running]:\n`), "x")[0]?.envelope.format).toBe(name);
});

test("a file without any dump", () => {
  expect(parse(encode("nothing here\n"))).toMatchObject({ dumps: [], diagnostics: [], headers: 0, skippedLines: 1 });
  expect(parse(new Uint8Array())).toMatchObject({ dumps: [], diagnostics: [], headers: 0, skippedLines: 0 });
});
