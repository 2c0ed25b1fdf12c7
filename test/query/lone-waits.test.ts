import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/model/diagnosis.ts";
import { parse } from "../../src/parse/parse.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { LONE_WAIT_RULES } from "../../src/query/findings/lone-wait-rules.ts";
import { loneWaitRule } from "../../src/query/findings/lone-waits.ts";
import { waitOf } from "../../src/waits/wait-of.ts";

const DUMPS = new URL("../fixtures/lone-waits/", import.meta.url);
const files = readdirSync(DUMPS).filter((file) => file.endsWith(".txt"));

const read = (file: string): string => readFileSync(new URL(file, DUMPS), "utf8");

async function loneWaits(text: string): Promise<Finding[]> {
  const { findings } = await diagnose([{ name: "other", bytes: new TextEncoder().encode(text) }]);
  return findings.filter(({ id }) => id === "waits-alone");
}

const brief = ({ severity, text }: Finding): string =>
  `${severity} ${text.replace(/^(\d+ goroutines of )?other( \d+)?/, "").replace(/\(\w+\.go:\d+\)/, "")}`;

const ENDLESS = "warning  waits to send on a nil channel, which nobody can ever receive from, in main.expire .";

describe.each(files)("%s", (file) => {
  const aged = file.startsWith("aged");

  test("tells what waits alone, and nothing that works", async () => {
    const places = (await loneWaits(read(file))).map(({ text }) => / in (?:main\.)?(\S+) \(\w+\.go/.exec(text)?.[1]);
    const always = ["(*repository).transfer", "download", "expire", "print"];
    expect(places.sort()).toEqual([...always, ...(aged ? ["(*queue).submit"] : [])].sort());
  });

  test("what has just begun is information, but for what can never end", async () => {
    const warnings = (await loneWaits(read(file))).filter(({ severity }) => severity === "warning").map(brief);
    if (aged) expect(warnings).toHaveLength(5);
    else expect(warnings).toEqual([ENDLESS]);
  });

  test("a printed age of two minutes can be a wait of seconds", async () => {
    const text = read(file).replaceAll(", 3 minutes]", ", 2 minutes]");
    const warnings = (await loneWaits(text)).filter(({ severity }) => severity === "warning").map(brief);
    const since = aged ? ", for about 2 minutes" : "";
    expect(warnings).toEqual([ENDLESS.replace(/\.$/, `${since}.`)]);
  });
});

test.each(LONE_WAIT_RULES)("$name: its example matches it first", (rule) => {
  const { state, path } = rule.example;
  const frames = path.split(" < ").map((func) => `${func}(0x1)\n\t/src/a.go:1 +0x1\n`);
  const text = `goroutine 1 [${state}]:\n${frames.join("")}`;
  const [goroutine] = parse(new TextEncoder().encode(text)).dumps.flatMap(({ goroutines }) => [...goroutines]);
  if (!goroutine) throw new Error("the example was not read");
  expect(loneWaitRule(waitOf(goroutine), goroutine.stack)?.name).toBe(rule.name);
});
