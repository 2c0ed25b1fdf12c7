import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { JsonEntries } from "../../src/read/json-entries.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { EXPORTS } from "./exports.ts";

const DUMPS = [
  { name: "containerd's own file", file: fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log") },
  { name: "locks of Go 1.27", file: fileOf(GO_VERSIONS, "locks-1.27.0.txt") },
  { name: "labels of Go 1.27", file: fileOf(GO_VERSIONS, "labels-1.27.0.txt") },
].map(({ name, file }) => ({ name, text: decode(file.bytes) }));

const plain = (text: string) => {
  const { dumps, diagnostics } = parse(encode(text));
  return { goroutines: dumps.map(fromDump), warnings: diagnostics.map(({ code }) => code) };
};

describe.each(DUMPS)("reconstructed export: $name", ({ text }) => {
  const bare = plain(text);
  test.each(EXPORTS)("$name", ({ wrap }) => expect(plain(wrap(text))).toEqual(bare));
});

test("what stands between the entries of a log is read as well", () => {
  const [{ text }] = DUMPS as [(typeof DUMPS)[0]];
  const [{ wrap }] = EXPORTS as [(typeof EXPORTS)[0]];
  const { dumps } = parse(encode(`${wrap(text)}${text}`));
  expect(dumps.map(({ envelope }) => envelope.format).sort()).toEqual(["docker-json", "plain"]);
});

test("the fields of an entry are its own, and a damaged one has none", () => {
  const entries = '{"log":"a","time":"1"}\n{"log":"b","stream":"stderr"}\n{"log":"c","pid":"7"\n{"pid":"8"}\n';
  const fieldsAt = (line: string) => ({ ...new JsonEntries(encode(entries), "log").fieldsAt(entries.indexOf(line)) });
  expect(fieldsAt('{"log":"a"')).toEqual({ log: "a", time: "1" });
  expect(fieldsAt('{"log":"b"')).toEqual({ log: "b", stream: "stderr" });
  expect(fieldsAt('{"log":"c"')).toEqual({});
});

test("a log that speaks of goroutines without their colon has none", () => {
  const line = (text: string) => `E1123 15:51:56.076421    2911 runtime.go:79] ${text}\n`;
  const text = line("Observed a panic: goroutine 5 [running] was reported by a peer") + line("stop (see main.go:12");
  expect(parse(encode(text.repeat(50))).headers).toBe(0);
});
