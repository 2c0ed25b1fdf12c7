import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagnose } from "../../src/query/diagnose.ts";
import { renderText } from "../../src/view/text.ts";

const journal = readFileSync(
  new URL("../../samples/docker-20.10.24-exec-hang/containerd-journal.log", import.meta.url),
  "utf8",
);
/** The same record without ages, as a dump right after the call has begun prints it. */
const young = journal.replace(/, \d+ minutes/g, "");

function diagnoseTexts(...texts: string[]) {
  return diagnose(texts.map((content, at) => ({ name: `${at}.log`, bytes: new TextEncoder().encode(content) })));
}

test("a call that has just begun is ordinary work", async () => {
  const { findings, chains } = await diagnoseTexts(young);
  expect(findings).toMatchObject([{ id: "blocked-on-runc", severity: "info" }]);
  expect(chains[0]?.end.text).toBe("waits for `runc exec`");
});

test("what an earlier dump of the process shows too has not moved", async () => {
  const { findings, chains, dumps } = await diagnoseTexts(young, young.replace("15:54:14", "15:56:14"));
  expect(dumps.map(({ later }) => later)).toEqual(["containerd-shim#2", undefined]);
  expect(findings).toMatchObject([{ id: "blocked-on-runc", severity: "critical" }]);
  expect(chains).toHaveLength(1);
  expect(chains[0]?.end.text).toBe("waits for `runc exec`, as in a dump 120 seconds before");
});

test("the page does not call work in flight a hang", async () => {
  const page = renderText(await diagnoseTexts(young), { color: false, width: 100, explain: false });
  expect(page).toContain("Nothing says that it takes long");
  expect(page).not.toMatch(/does not return|cannot go on/);
});
