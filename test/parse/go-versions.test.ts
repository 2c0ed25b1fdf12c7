import { describe, expect, test } from "vitest";
import type { Dump, Goroutine, Location } from "../../src/model/dump.ts";
import { type ParseResult, parse } from "../../src/parse/parse.ts";
import { decode } from "../../src/read/utf8.ts";
import { filesOf, GO_VERSIONS, SAMPLES } from "./corpus.ts";

const fixtures = filesOf(GO_VERSIONS);
const HEADER = /^goroutine (\d+) (?:gp=.*)?\[/gm;

/** Lines of a goroutine that are no part of the model: the runtime prints them when it cannot unwind. */
const NOISE = /^(?:runtime: |stack: frame=|(?:0x)?[0-9a-f]{8,16}: )/;

describe.each([...fixtures, ...filesOf(SAMPLES).filter(({ name }) => !name.includes("convoy"))])(
  "$name",
  ({ name, bytes }) => {
    const result = parse(bytes, { name });
    const goroutines = result.dumps.flatMap((dump) => [...dump.goroutines]);

    test("every header is a goroutine, nothing is damaged", () => {
      const ids = goroutines.flatMap(({ id }) => (id === undefined ? [] : [id]));
      expect(result.headers).toBe(ids.length);
      if (!name.includes("journal")) {
        const headers = [...decode(bytes).matchAll(HEADER)].map(([, id]) => Number(id));
        expect(ids).toEqual(headers);
      }
      expect(result.diagnostics).toEqual([]);
      expect(goroutines.filter(({ partial }) => partial)).toEqual([]);
    });

    test("the model prints as the text it was read from", () => {
      for (const goroutine of goroutines) {
        const lines = goroutine.text().split(/\r?\n/);
        const body = goroutine.state === "" ? lines.filter((line) => line !== "runtime stack:") : lines.slice(1);
        expect(print(goroutine)).toEqual(body.filter((line) => !NOISE.test(line)).map((line) => line.trimEnd()));
      }
    });

    test("each frame knows its line", () => {
      if (name.includes("journal")) return;
      const lines = decode(bytes).split("\n");
      for (const goroutine of goroutines)
        for (const [index, frame] of goroutine.stack.frames.entries())
          expect(lines[goroutine.lineOf(index).line - 1]).toBe(`${frame.func.text}(${goroutine.argsText(index)})`);
    });
  },
);

describe("summaries", () => {
  const groups = new Map<string, string[]>();
  for (const { name, bytes } of fixtures) {
    const group = /^[a-z]+-\d+\.\d+/.exec(name)?.[0] ?? name;
    const summary = [`== ${name}`, ...summarize(parse(bytes, { name }))];
    groups.set(group, [...(groups.get(group) ?? []), ...summary]);
  }
  test.each([...groups])("%s", async (group, lines) => {
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`__golden__/go-versions/${group}.txt`);
  });
});

function summarize({ dumps }: ParseResult): string[] {
  return dumps.flatMap((dump) => [summarizeDump(dump), ...[...dump.goroutines].map(summarizeGoroutine)]);
}

function summarizeDump({ go, crash, truncated }: Dump): string {
  const crashed = crash && [crash.signal ?? [], crash.messages].flat().join(" | ").replaceAll("\n", "\\n");
  return `dump${go ? ` go ${go}` : ""}${truncated ? " truncated" : ""}${crashed ? ` crash: ${crashed}` : ""}`;
}

/** Id, state, minutes, attributes, count of frames, and who created it. */
function summarizeGoroutine(goroutine: Goroutine): string {
  const { id, state, minutes, lockedToThread, attributes, stack, creator, ancestors } = goroutine;
  const others = Object.entries(attributes).filter(([name]) => !["gp", "m", "mp"].includes(name));
  return [
    `  ${id ?? "-"} [${state}]`,
    minutes === undefined ? [] : `${minutes} min`,
    lockedToThread ? "locked" : [],
    others.map(([name, value]) => (value === true ? name : `${name} ${JSON.stringify(value)}`)),
    `${stack.frames.length} frames`,
    stack.elided ? `${stack.elided.count} elided` : [],
    stack.createdBy ? `by ${stack.createdBy.func.text}${creator === undefined ? "" : ` in ${creator}`}` : [],
    ancestors.length > 0 ? `ancestors ${ancestors.map(({ goroutine }) => goroutine).join(" ")}` : [],
  ]
    .flat()
    .join(", ");
}

/** A goroutine's lines behind its header, as Go prints them. */
function print(goroutine: Goroutine): string[] {
  const { stack, creator, ancestors } = goroutine;
  const frames = stack.frames.map(({ func, location }, index) => [
    `${func.text}(${goroutine.argsText(index)})`,
    printLocation(location),
  ]);
  if (stack.elided) frames.splice(stack.elided.after, 0, [printElided(stack.elided.count)]);
  if (stack.unavailable) frames.push(["\tgoroutine running on other thread; stack unavailable"]);
  const created = printCreated(stack.createdBy, creator);
  const inherited = ancestors.flatMap((ancestor) => [
    `[originating from goroutine ${ancestor.goroutine}]:`,
    ...ancestor.frames.flatMap(({ func, location }) => [`${func.text}(...)`, printLocation(location)]),
    ...printCreated(ancestor.createdBy, undefined),
  ]);
  return [...frames.flat(), ...created, ...inherited];
}

function printCreated(created: Goroutine["stack"]["createdBy"], creator: number | undefined): string[] {
  if (!created) return [];
  const where = creator === undefined ? "" : ` in goroutine ${creator}`;
  return [`created by ${created.func.text}${where}`, printLocation(created.location)];
}

function printElided(count: number): string {
  return count < 0 ? "...additional frames elided..." : `...${count} frames elided...`;
}

function printLocation(location: Location | undefined): string {
  if (!location) return "";
  const { file, line, pcOffset, fp, sp, pc } = location;
  const pointers = `${fp ? ` fp=${fp} sp=${sp}` : ""}${pc ? ` pc=${pc}` : ""}`;
  return `\t${file}:${line}${pcOffset ? ` +${pcOffset}` : ""}${pointers}`;
}
