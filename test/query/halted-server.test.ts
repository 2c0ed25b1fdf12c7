import { expect, test } from "vitest";
import { graphOfFiles } from "../../src/query/graph-of-files.ts";
import { serverProcesses, serverRules } from "../../src/query/server-processes.ts";
import { toDiagnosis } from "../../src/query/to-diagnosis.ts";
import { renderText } from "../../src/view/text.ts";
import { sampleFiles } from "../processes/dumps.ts";
import { reconstructed } from "../processes/fixture.ts";

test.each([
  ["docker-20.10.24-shim-stopped", /from containerd-shim-runc-v2 \d+, which is stopped$/],
  ["docker-26.1.5-containerd-stopped", /from containerd \d+, which is stopped$/],
])("%s: the stopped process stands at the end of the chain, and is no work in flight", async (sample, words) => {
  const diagnosis = toDiagnosis(await graphOfFiles(sampleFiles(sample)));
  for (const { end, steps } of diagnosis.chains) {
    expect(end.text).toMatch(words);
    expect(end.below).toHaveLength(1);
    const root = steps.at(-1);
    const told = diagnosis.findings.filter(({ goroutines }) =>
      goroutines.some(({ dump, goroutine }) => dump === root?.dump && goroutine === root.goroutine),
    );
    expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining(["blocked-on-call", "process-stopped"]));
    expect(told.map(({ severity }) => severity)).not.toContain("info");
  }
  const page = renderText(diagnosis);
  expect(page).toContain("which is stopped");
  expect(page).not.toContain("Nothing says that this takes long");
});

/** The dump of a dockerd that waits for containerd, and a list as ps would have printed it. */
const listed = (rows: string) => {
  const dumps = sampleFiles("docker-26.1.5-containerd-stopped").filter(({ name }) => name.startsWith("dockerd"));
  return [...dumps, reconstructed("ps.txt", `    PID    PPID STAT COMMAND\n${rows}`)];
};

test.each([
  ["is inside the kernel", "warning", "     23       1 Dl   containerd --root /lab/cd-root\n"],
  ["has ended", "critical", "     23       1 Z    [containerd] <defunct>\n"],
])("a containerd that %s is a sign (%s)", async (words, severity, row) => {
  const { chains, findings } = toDiagnosis(await graphOfFiles(listed(row)));
  expect(chains.map(({ end }) => end.text).join("\n")).toContain(`from containerd 23, which ${words}`);
  expect(findings.filter(({ id }) => id === "blocked-on-call").map((finding) => finding.severity)).toContain(severity);
});

test("of two that can serve the call the stopped one is only named", async () => {
  const rows = "     23       1 Tl   containerd --root /a\n     24       1 Sl   containerd --root /b\n";
  const { chains } = toDiagnosis(await graphOfFiles(listed(rows)));
  expect(chains[0]?.end.text).toContain("but containerd 23, one of those that can, is stopped (state T, ps.txt:2)");
  expect(chains[0]?.end.below).toEqual([]);
});

test.each(serverRules)("the server of $example", ({ servers, example }) => {
  expect(serverRules.filter((rule) => rule.package.test(example)).map((rule) => rule.servers)).toEqual([servers]);
  const client = { package: example } as Parameters<typeof serverProcesses>[1];
  const rows = ["dockerd", "containerd", "containerd-shim-runc-v2", "crio", "cri-dockerd", "bash"].map((name, pid) => ({
    name,
    pid,
    commandLine: name,
    file: "ps.txt",
    line: pid + 2,
  }));
  const kinds = serverProcesses(rows, client).map(({ name }) => name.replace("-runc-v2", ""));
  expect([...kinds].sort()).toEqual([...servers].sort());
});

test("a call that the server's own dump does not show: the dumps are of different moments", async () => {
  const { findings } = toDiagnosis(await graphOfFiles(sampleFiles("kubelet-1.20.15-busy")));
  const steps = findings.flatMap(({ id, next }) => (id === "blocked-on-call" ? next : []));
  expect(steps).toHaveLength(2);
  for (const step of steps)
    expect(step).toMatch(/^The dump of dockerd shows nobody .*: take the dumps of both processes/);
});
