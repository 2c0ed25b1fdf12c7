import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { Anchors } from "../../src/read/anchors.ts";
import { BEGINNINGS } from "../../src/read/beginnings.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { eachLine, LINE_ENVELOPES } from "./envelopes.ts";

const FORMS = new URL("../fixtures/forms", import.meta.url).pathname;
/** Without its header, as people copy it. */
const stack = decode(fileOf(GO_VERSIONS, "locks-1.24.0.txt").bytes).split("\n\n")[1]?.split("\n").slice(1).join("\n");

const TEXTS = [
  ...["pprof-1.26.8", "goroutineleak-1.26.8", "race-1.26.8", "delve-1.27.2", "goleak-1.26.8"].map((name) => ({
    name,
    text: decode(fileOf(FORMS, `${name}.txt`).bytes),
  })),
  { name: "a stack without a header", text: `${stack}\n` },
];

describe.each(TEXTS)("$name", ({ name, text }) => {
  const bare = parse(encode(text)).dumps.flatMap(fromDump);
  // Not found: a position in the middle of parts.
  const excluded = { "a stack without a header": /parts/ }[name] ?? /^$/;
  const wraps = [
    ...LINE_ENVELOPES.filter(
      (rule) =>
        // In these the lines behind the first one look otherwise.
        !/without tabs|one message|klog's/.test(rule.name) && !(excluded.test(rule.name) && !/export/.test(rule.name)),
    ),
    { name: "mail", wrap: (dump: string) => eachLine(dump, (line) => `> ${line}`) },
    { name: "mail in mail", wrap: (dump: string) => `Look:\n${eachLine(dump, (line) => `> > ${line}`)}Thanks\n` },
  ];
  test.each(wraps)("in $name", ({ wrap }) => {
    expect(bare.length).toBeGreaterThan(0);
    expect(parse(encode(wrap(text))).dumps.flatMap(fromDump)).toEqual(bare);
  });
});

test("the form of a profile stands behind those of its envelopes", () => {
  const { text } = TEXTS[0] as (typeof TEXTS)[0];
  const inCri = eachLine(text, (line) => `2026-11-23T15:51:56.669794202Z stderr F ${line}`);
  expect(parse(encode(inCri)).dumps.map(({ envelope }) => envelope.format)).toEqual(["cri/pprof-text"]);
});

test.each(BEGINNINGS)("$name: the example is known by it", ({ example: [first, next], follows, sign }) => {
  const anchor = new Anchors(encode(`start\n>>> ${first}\n>>> ${next}\n`)).at(0);
  expect(anchor?.beginning).toMatchObject({ sign, follows });
  expect(next).toMatch(follows);
});

test("in a text with a header nothing else is looked for", () => {
  const text =
    "goroutine 1 [running]:\nmain.main()\n\t/x/main.go:12 +0x1d\n\n> goroutine profile: total 1\n> 1 @ 0x1\n";
  expect([...new Anchors(encode(text))]).toEqual([]);
});
