import { runInThisContext } from "node:vm";
import peggy from "peggy";
import { expect, test } from "vitest";
import { decode } from "../../src/read/utf8.ts";
import { FORMS, fileOf, filesOf, GO_VERSIONS, SAMPLES } from "./corpus.ts";
import { examplesOf, grammarSource } from "./examples.ts";

const COVERING =
  /^(names|generic|rangefunc|labels|ancestors|args|cleanup|leak|synctest|cgo)-|^panic-.*-(multiline|nested|deep100|overflow|badptr|fault)|^(traceback|sigquit)-.*crash|^(panic|deepblock)-1\.13|^locks-1\.22.*system/;

/** Rules that no dump at hand needs: forms that are printed rarely, elsewhere, or not yet. Their examples alone hold them. */
const EXAMPLES_ONLY: readonly string[] = [
  "SynctestGroup",
  "LabelAttribute",
  "OtherAttribute",
  "InnerLabels",
  "JoinedName",
  "UnknownArgument",
  "NumberedSignal",
  "WindowsException",
  "InstructionBytes",
  "ExitStatus",
];

const source = grammarSource("goroutine");
const sample = decode(fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log").bytes);
/** As Windows prints the stack of an exception, and cut behind its last line. */
const headless = sample.slice(sample.indexOf("\n") + 1).trimEnd();
const texts = [
  headless,
  sample,
  ...filesOf(FORMS).map(({ bytes }) => decode(bytes)),
  ...filesOf(GO_VERSIONS)
    .filter(({ name }) => COVERING.test(name))
    .map(({ bytes }) => decode(bytes)),
];
const examples = new Map(examplesOf(source).map(({ rule, examples }) => [rule, examples]));
const rules = peggy.parser.parse(source).rules.map(({ name }) => name);

const code = peggy.generate(source, { allowedStartRules: ["*"], output: "source", format: "bare" });

/** The parser, in which one rule never matches. */
function parserWithout(removed: string | undefined): peggy.Parser {
  const changed = code.replace(`function peg$parse${removed}() {`, "$& return peg$FAILED;");
  return runInThisContext(changed) as peggy.Parser;
}

function read(parser: peggy.Parser, text: string): string {
  try {
    return JSON.stringify(parser.parse(text, { startRule: "Text" }));
  } catch {
    return "unreadable";
  }
}

function readsItsExamples(parser: peggy.Parser, rule: string): boolean {
  return (examples.get(rule) ?? []).every((example) => {
    try {
      parser.parse(example, { startRule: rule });
      return true;
    } catch {
      return false;
    }
  });
}

test("no rule can be removed without a difference in what is read", { timeout: 120_000 }, () => {
  const complete = parserWithout(undefined);
  const whole = texts.map((text) => read(complete, text));
  const needless = rules.filter((rule) => {
    const parser = parserWithout(rule);
    if (EXAMPLES_ONLY.includes(rule)) return readsItsExamples(parser, rule);
    return texts.every((text, at) => read(parser, text) === whole[at]);
  });
  expect(needless).toEqual([]);
});
