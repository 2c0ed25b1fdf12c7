import { readdirSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { renderText } from "../../src/view/text.ts";
import { execHang } from "../fixtures/diagnosis/exec-hang.ts";
import { validate } from "./schema/validate.ts";

const samples = new URL("../../samples/", import.meta.url);
const names = [
  ["exec-hang", "docker-20.10.24-exec-hang"],
  ["systemd-mute", "docker-20.10.24-systemd-mute"],
  ["start-hang", "docker-26.1.5-start-hang"],
  ["healthy", "docker-20.10.24-healthy"],
] as const;

async function diagnosisOf(sample: string): Promise<Diagnosis> {
  const folder = new URL(`${sample}/`, samples);
  const files = readdirSync(folder).toSorted();
  return diagnose(files.map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) })));
}

const empty: Diagnosis = {
  schema: "stackgraph.diagnosis/1",
  dumps: [],
  locks: [],
  calls: [],
  chains: [],
  deadlocks: [],
  findings: [],
};

/** Lines longer than the page that are not commands to be copied. */
const tooLong = (page: string, width: number): string[] =>
  page.split("\n").filter((line) => [...line].length > width && !line.startsWith("        "));

describe("the pages of the samples", () => {
  test.each(names)("%s", async (short, sample) => {
    const diagnosis = await diagnosisOf(sample);
    validate("Diagnosis", diagnosis);
    for (const width of [80, 160]) {
      const page = renderText(diagnosis, { width });
      expect(tooLong(page, width)).toEqual([]);
      expect(stripVTControlCharacters(renderText(diagnosis, { width, color: true }))).toBe(page);
      await expect(page).toMatchFileSnapshot(`__golden__/${short}.${width}.txt`);
    }
  });

  test("--explain of exec-hang cites file and line of every step", async () => {
    const diagnosis = await diagnosisOf("docker-20.10.24-exec-hang");
    const page = renderText(diagnosis, { explain: true, width: 1000 });
    for (const { frame } of diagnosis.chains[0]?.steps ?? []) {
      expect(page).toContain(frame.func);
      expect(page).toContain(`${frame.file}:${frame.line}\n`);
      expect(page).toMatch(new RegExp(`\\.log:${frame.dumpLine}\\b.*  `));
    }
    for (const { rule } of diagnosis.locks.flatMap(({ owner }) =>
      owner.candidates.flatMap(({ evidence }) => evidence),
    )) {
      expect(page).toContain(`${rule}: `);
    }
  });

  test("no age is printed that the diagnosis does not hold", async () => {
    for (const [, sample] of names) {
      const diagnosis = await diagnosisOf(sample);
      const known = new Set(JSON.stringify(diagnosis).match(/(?<="minutes":)\d+/g));
      const printed = renderText(diagnosis, { explain: true, width: 160 }).match(/\d+(?= minutes?\b)/g) ?? [];
      expect(printed.filter((minutes) => !known.has(minutes))).toEqual([]);
    }
  });
});

describe("a diagnosis written by hand", () => {
  test("fits the schema", () => validate("Diagnosis", execHang));

  test("begins with the answer", () => {
    const [first] = renderText(execHang, { width: 160 }).split("\n");
    expect(first).toBe(
      "dockerd: 7 goroutines wait (and 1 in containerd). All wait, in the end, perhaps for one `runc exec` that does not return.",
    );
  });

  test("is as sure as its weakest link", () => {
    const [chain] = execHang.chains;
    const page = (confidence: number): string =>
      renderText({ ...execHang, chains: chain ? [{ ...chain, confidence }] : [] }, { width: 160 }).split("\n")[0] ?? "";
    expect(page(0.96)).toMatch(/7 goroutines cannot go on .* All wait, in the end, for one/);
    expect(page(0.7)).toMatch(/7 goroutines cannot go on .* All wait, in the end, probably for one/);
    expect(page(0.69)).toMatch(/7 goroutines wait .* All wait, in the end, perhaps for one/);
  });

  test("prints no control character of an input", () => {
    const evil = "a\u001b[2J\u202egpj.\u0007";
    const hostile = JSON.parse(
      JSON.stringify(execHang).replaceAll("daemon/inspect.go", JSON.stringify(evil).slice(1, -1)),
    ) as Diagnosis;
    const page = renderText(
      { ...hostile, dumps: hostile.dumps.map((dump) => ({ ...dump, file: evil })) },
      { explain: true },
    );
    expect(page).not.toMatch(/[^\P{C}\n]/u);
    expect(page).toContain("a\\u{1b}[2J\\u{202e}gpj.\\u{7}");
  });

  test("says that nothing is blocked, and what weakens that", () => {
    const [dump] = execHang.dumps;
    if (!dump) throw new Error("the fixture has dumps");
    expect(renderText({ ...empty, dumps: [dump] })).toMatch(
      /^Nothing is blocked, as far as the dumps show\. Of 43 goroutines in 1 dump none/,
    );
    const cut = renderText({ ...empty, dumps: [{ ...dump, truncated: true, warnings: [] }] }, { width: 160 });
    expect(cut).toMatch(/But the\sdump of containerd is cut off:\swhat is missing cannot be judged\./);
    expect(cut).toContain("containerd.stacks.log has no more than line 565 of it.");
  });

  test("shows five chains and counts the others", () => {
    const chains = Array.from({ length: 7 }, (_, at) =>
      execHang.chains.map((chain) => ({ ...chain, end: { ...chain.end, verb: `verb ${at}` } })),
    ).flat();
    const page = renderText({ ...execHang, chains });
    expect(page.match(/^dockerd: 7 goroutines/gm)).toHaveLength(5);
    expect(page).toContain("And 2 smaller chains: --explain shows all.");
    expect(renderText({ ...execHang, chains }, { explain: true }).match(/^dockerd: 7 goroutines/gm)).toHaveLength(7);
  });

  test("shows one of several chains through the same lines", () => {
    const chains = Array.from({ length: 7 }, () => execHang.chains).flat();
    const page = renderText({ ...execHang, chains });
    expect(page.match(/^dockerd: 7 goroutines/gm)).toHaveLength(1);
    expect(page).toContain("6 more chains like this, to goroutines ");
    expect(renderText({ ...execHang, chains }, { explain: true }).match(/^dockerd: 7 goroutines/gm)).toHaveLength(7);
  });

  test("shows three findings of a kind and counts the others", () => {
    const findings = Array.from({ length: 7 }, () => execHang.findings).flat();
    const page = renderText({ ...execHang, findings });
    for (const { id, text } of execHang.findings) {
      expect(page.split(`[${id}]`), "one heading").toHaveLength(2);
      expect([1, 4], "none if a chain said it").toContain(page.replace(/\s+/g, " ").split(text).length);
    }
    expect(page).toContain("And 4 more of this kind: --explain shows all.");
    for (const step of execHang.findings.flatMap(({ next }) => next)) {
      const [command = ""] = step.split("   # ");
      expect(page.replace(/\s+/g, " ").split(command.replace(/\s+/g, " ")), "what to do, once").toHaveLength(2);
    }
  });

  test("names calls that are served though nobody waits for them, once for each method", () => {
    const call = { protocol: "ttrpc", service: "Task", method: "State" } as const;
    const givenUp = [21, 22].map((goroutine) => ({ ...call, server: { dump: "shim", goroutine } }));
    const page = renderText({ ...execHang, givenUp }, { width: 200 });
    expect(page).toContain(
      "Calls for nobody\n  ttrpc Task/State: still served by goroutines 21 and 22 of shim; the client has",
    );
    expect(renderText(execHang)).not.toContain("Calls for nobody");
  });

  test("says which dump is missing when a chain ends in a call", () => {
    const [chain] = execHang.chains;
    const [call] = execHang.calls;
    if (!chain || !call) throw new Error("the fixture has a chain and a call");
    const { server: _, ...unserved } = call;
    const steps = chain.steps.slice(0, 3).map((step, at) => (at < 2 ? step : { ...step, via: undefined }));
    const end = { kind: "rpc", text: "waits for the answer to gRPC Tasks/Start", below: [] } as const;
    const page = renderText({
      ...execHang,
      calls: [unserved],
      chains: [
        { ...chain, steps: JSON.parse(JSON.stringify(steps)), end: { ...end, below: [] }, victims: 6, confidence: 1 },
      ],
      findings: [],
    });
    expect(page).toMatch(
      /^dockerd: 6 goroutines cannot go on\. All wait, in the end, for one remote call\swhose server is in no dump at hand\./,
    );
    expect(page).toMatch(/No dump at hand \([^)]*dockerd\) shows a goroutine\s+that\s+serves gRPC Tasks\/Start/);
  });
});
