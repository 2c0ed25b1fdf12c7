import { describe, expect, test } from "vitest";
import type { Arg } from "../../src/model/dump.ts";
import { parse as parseGrammar } from "../../src/parse/generated/goroutine.js";
import { parse } from "../../src/parse/parse.ts";
import { findTexts } from "../../src/read/find-texts.ts";
import { decode } from "../../src/read/utf8.ts";
import { type CorpusFile, FORMS, filesOf, GO_VERSIONS, hasShared, SAMPLES, SHARED } from "./corpus.ts";
import { fromDump, fromGrammar, fromView, isOwnForm, printArgs, type TextNode } from "./plain.ts";

const LARGE = 4_000_000;
/** Of a large dump, one goroutine in so many is read by the grammar alone as well. */
const STRIDE = 97;

/** A whole text through the grammar, without the scanner and its tables. */
function parseByGrammar(text: string): TextNode {
  return parseGrammar(text, { startRule: "Text" }) as TextNode;
}

function checkWhole({ name, bytes }: CorpusFile): void {
  const byGrammar = findTexts(bytes, name).flatMap((text) => fromGrammar(parseByGrammar(decode(text.bytes))));
  expect(parse(bytes, { name }).dumps.filter(isOwnForm).flatMap(fromDump)).toEqual(byGrammar);
}

function checkSome({ name, bytes }: CorpusFile): void {
  for (const dump of parse(bytes, { name }).dumps) {
    for (let index = 0; index < dump.goroutines.length; index += STRIDE) {
      const goroutine = dump.goroutines.at(index);
      expect([fromView(goroutine)]).toEqual(fromGrammar(parseByGrammar(goroutine.text())));
    }
  }
}

function check(file: CorpusFile): void {
  if (file.bytes.length < LARGE) checkWhole(file);
  else checkSome(file);
}

describe("the fast path reads what the grammar alone reads", () => {
  test.each(filesOf(GO_VERSIONS))("go-versions/$name", check);
  test.each(filesOf(FORMS))("forms/$name", check);
  test.each(filesOf(SAMPLES))("samples/$name", check);
  test.skipIf(!hasShared)("everything beside the project (skipped where it is absent)", () => {
    for (const file of filesOf(SHARED)) check(file);
  });
});

describe("arguments", () => {
  test.each(filesOf(GO_VERSIONS))("go-versions/$name: parsed lists print as they stood", ({ bytes }) => {
    for (const dump of parse(bytes).dumps.filter(isOwnForm)) {
      for (const goroutine of dump.goroutines) {
        for (const frame of goroutine.stack.frames.keys()) {
          const args: readonly Arg[] = goroutine.args(frame);
          const text = goroutine.stack.frames[frame]?.inlined ? "" : goroutine.argsText(frame);
          expect(printArgs(args)).toBe(text);
        }
      }
    }
  });
});
