import { expect, test } from "vitest";
import { belowRules } from "../../src/processes/below-rules.ts";
import { kernelWaitRules } from "../../src/processes/kernel-waits.ts";
import { signRules } from "../../src/processes/signs/rules.ts";
import { findingKinds } from "../../src/query/finding-kinds.ts";
import { belowCauses } from "../../src/query/findings/below-causes.ts";
import { causeKinds } from "../../src/query/findings/cause-kinds.ts";
import { knownBugs } from "../../src/query/findings/known-bug-table.ts";
import { waitKinds } from "../../src/query/findings/wait-kinds.ts";

const kind = ([id, { severity, meaning, provenance, proves, next, workaround, fixed }]: [
  string,
  (typeof findingKinds)[keyof typeof findingKinds],
]): string =>
  [
    `### ${id}`,
    "",
    `${meaning} **${severity === "info" ? "info" : `At most ${severity}`}**; known from: ${provenance}.`,
    "",
    `What it proves: ${proves}`,
    "",
    ...next.map(
      (step) =>
        `- ${step.replace(/^(.+?) {2,}# (.+)$/, "`$1`: $2").replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`,
    ),
    ...(workaround === undefined ? [] : [`- Work-around: ${workaround.replace(/^(.+?) {2,}# (.+)$/, "`$1`: $2")}`]),
    ...(fixed === undefined ? [] : [`- Fixed in: ${fixed}`]),
    "",
  ].join("\n");

const cell = (text: string): string => text.replaceAll("|", "\\|");

const page = `# Findings

The closed list of what \`stackgraph\` tells a person, by the \`id\` of the finding. This page is made from the tables in \`src/query/findings\` and
\`src/processes\`; a test compares it with them.

"Known from" says how such a case came to be known. *seen*: it was made on a real machine, and the evidence is real output. *public report*: such
lines or frames stand in a public report. *source*: read in the source of the program or of the kernel. *reconstructed*: made from descriptions. The
last two never carry more than a warning. A finding may be milder than its kind says, when its evidence proves less.

Every finding lists the goroutines it is about and, in \`evidence\`, what it rests on: one sentence each, with file and line.

## What the goroutines show

${Object.entries(waitKinds).map(kind).join("\n")}
## Why it does not go on

${Object.entries(causeKinds).map(kind).join("\n")}
## Known bugs

Reported as \`known-bug\` when the goroutines fit and the version, where the dump states it or its lines show it, has the bug. When only some of the versions that it can
be have the bug, or the dump tells none, the finding says so.

| bug | affected | fixed in | see | known from |
| --- | --- | --- | --- | --- |
${knownBugs.map(({ meaning, affected, fixed, reference, provenance }) => `| ${cell(meaning)} | ${cell(affected)} | ${cell(fixed ?? "not known")} | ${cell(reference)} | ${provenance} |`).join("\n")}

## Lines of logs and of tools that are recognised

Numbers and names in lines that were not seen are made up.

| line | what it says | known from |
| --- | --- | --- |
${signRules.map(({ example, says, provenance }) => `| \`${cell(example)}\` | ${cell(says.replace(/\{(\w+)\}/g, "…"))} | ${provenance} |`).join("\n")}
`;

test("docs/findings.md says what the tables say", async () => {
  await expect(page).toMatchFileSnapshot("../../docs/findings.md");
});

test.each(Object.entries(findingKinds))("%s: what is only read or made up is never critical", (_, found) => {
  expect(found.next.length).toBeGreaterThan(0);
  if (found.provenance === "source" || found.provenance === "reconstructed")
    expect(found.severity).not.toBe("critical");
});

test("what stands below a chain has rules that exist", () => {
  const rules = new Set([
    ...belowRules.map(({ name }) => name),
    ...kernelWaitRules.map(({ name }) => name),
    ...["strace-file-system", "strace-fifo", "strace-write", "child-gone", "cgroup-frozen", "frozen-state"],
  ]);
  for (const { rules: names } of belowCauses) for (const name of names) expect([...rules]).toContain(name);
});
