import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { mergeDumps } from "../../src/processes/merge-dumps.ts";
import { nameDumps } from "../../src/processes/name-dumps.ts";

const SAMPLE = "docker-20.10.24-exec-hang";

function text(name: string, sample: string = SAMPLE): string {
  return readFileSync(new URL(`../../samples/${sample}/${name}`, import.meta.url), "utf8");
}

function named(...files: readonly (readonly [name: string, text: string])[]) {
  const dumps = files.flatMap(([name, content]) => parse(new TextEncoder().encode(content), { name }).dumps);
  return nameDumps(mergeDumps(dumps)).map(({ name, later, envelope }) => ({ name, later, takenAt: envelope.takenAt }));
}

/** The same dump as it would have been printed before goroutine 161 came, with younger waits. */
function before(dump: string): string {
  return dump.replace(/goroutine 161 \[[\s\S]*?\n\n/, "").replaceAll("1 minutes", "0 minutes");
}

test("of two dumps of a daemon the one with the higher goroutine numbers is the latest", () => {
  const late = text("dockerd.log");
  const early = before(late).replace(/goroutine (165|166) \[[\s\S]*?\n\n/g, "");
  expect(named(["a.log", early], ["b.log", late])).toMatchObject([
    { name: "dockerd#1", later: "dockerd#2" },
    { name: "dockerd#2", later: undefined },
  ]);
});

test("the time in the name of dockerd's file goes first", () => {
  const [one, other] = [text("dockerd.log"), before(text("dockerd.log"))];
  const found = named(
    ["goroutine-stacks-2026-11-23T155332Z.log", one],
    ["goroutine-stacks-2026-11-23T165500+0100.log", other],
  );
  expect(found).toMatchObject([
    { later: "dockerd#2", takenAt: "2026-11-23T15:53:32.000Z" },
    { later: undefined, takenAt: "2026-11-23T15:55:00.000Z" },
  ]);
});

test("dumps of two daemons are not two dumps of one", () => {
  const found = named(["a.log", text("dockerd.log")], ["b.log", text("dockerd.log", "docker-20.10.24-systemd-mute")]);
  expect(found.map(({ later }) => later)).toEqual([undefined, undefined]);
});

test("names stay unique when a pid occurs twice", () => {
  const journal = text("containerd-journal.log");
  const later = journal.replace("15:54:14", "15:56:14").replace("chan receive, 2 minutes", "chan receive, 4 minutes");
  const found = named(["a.log", journal], ["b.log", later]);
  expect(found).toMatchObject([
    { name: "containerd-shim#1", later: "containerd-shim#2" },
    { name: "containerd-shim#2", later: undefined },
  ]);
});
