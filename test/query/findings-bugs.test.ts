import { describe, expect, it, test } from "vitest";
import type { Finding } from "../../src/model/diagnosis.ts";
import { parse } from "../../src/parse/parse.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { affectedBy } from "../../src/query/findings/bugs/affected.ts";
import type { BugPart, KnownBug } from "../../src/query/findings/bugs/known-bug.ts";
import { knownBugs } from "../../src/query/findings/known-bug-table.ts";
import { reconstructed } from "../processes/fixture.ts";

test.each(knownBugs.flatMap(({ name, parts }) => parts.map((part, at) => ({ name, part, at }))))(
  "$name, goroutine $at: the example is a frame that the first pattern reads",
  ({ part }) => {
    expect(part.frames[0]).toBeDefined();
    const text = `goroutine 1 [select]:\n${part.example}\n\t/x/y.go:1 +0x1\n`;
    const [dump] = parse(new TextEncoder().encode(text)).dumps;
    expect(dump?.goroutines.at(0).stack.frames[0]?.func.symbol).toMatch(part.frames[0] as RegExp);
  },
);

/** A dump of dockerd by frames that the facts about it state; line numbers mean nothing. */
const dockerd = (version: string, ...goroutines: readonly (readonly [state: string, ...frames: string[]])[]) =>
  reconstructed(
    "dockerd.txt",
    [
      `goroutine 1 [chan receive, 90 minutes]:\nmain.(*DaemonCli).start(0xc000a10000)\n\t/build/docker.io-${version}/_build/src/github.com/docker/docker/cmd/dockerd/daemon.go:1 +0x1\nmain.main()\n\t/build/docker.io-${version}/_build/src/github.com/docker/docker/cmd/dockerd/docker.go:1 +0x1\n`,
      ...goroutines.map(
        ([state, ...frames], at) =>
          `goroutine ${at + 10} [${state}]:\n${frames.map((frame) => `${frame}\n\t/build/docker.io-${version}/_build/src/github.com/docker/docker/x.go:1 +0x1\n`).join("")}`,
      ),
    ].join("\n"),
  );

const mutex = ["sync.runtime_SemacquireMutex(0xc000d0e004, 0x0, 0x1)", "sync.(*Mutex).lockSlow(0xc000d0e000)"];
const other = ["sync.runtime_SemacquireMutex(0xc000ab0404, 0x0, 0x1)", "sync.(*Mutex).lockSlow(0xc000ab0400)"];
const abba = [
  [
    "semacquire, 80 minutes",
    ...mutex,
    "github.com/docker/libnetwork.(*network).ID(0xc000d0e000)",
    "github.com/docker/libnetwork.(*controller).processEndpointDelete(0xc000ab0400)",
  ],
  ["semacquire, 80 minutes", ...other, "github.com/docker/libnetwork.(*network).getSvcRecords(0xc000d0e000)"],
] as const;

const bugs = async (...files: Parameters<typeof diagnose>[0][number][]): Promise<Finding[]> =>
  (await diagnose(files)).findings.filter(({ id }) => id === "known-bug");

describe("the locks of a network and of its controller (reconstructed)", () => {
  it("is told of a version that has it, with the version that does not", async () => {
    const [bug, ...more] = await bugs(dockerd("20.10.24", ...abba));
    expect(more).toEqual([]);
    expect(bug).toMatchObject({
      severity: "warning",
      title: expect.stringContaining("both orders") as string,
      goroutines: [
        { dump: "dockerd", goroutine: 10 },
        { dump: "dockerd", goroutine: 11 },
      ],
    });
    expect(bug?.next).toContain("Fixed in: docker 20.10.27 and 23.0.0.");
    expect(bug?.evidence?.map(({ text }) => text).join()).toMatch(/dockerd\.txt:\d+/);
  });

  it("is not told of a version that is mended, nor when half of it is missing", async () => {
    expect(await bugs(dockerd("20.10.27", ...abba))).toEqual([]);
    expect(await bugs(dockerd("20.10.24", abba[0]))).toEqual([]);
  });
});

describe("PLEG and kubelet wait for each other (frames of kubernetes/kubernetes#72482)", () => {
  const kubelet = (minutes: string, root: string) =>
    reconstructed(
      "kubelet.txt",
      `goroutine 386 [chan send${minutes}]:
k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist(0xc42069ea20)
	${root}/go/src/k8s.io/kubernetes/pkg/kubelet/pleg/generic.go:261 +0x74e
k8s.io/kubernetes/vendor/k8s.io/apimachinery/pkg/util/wait.JitterUntil.func1(0xc4212ee520)
	${root}/go/src/k8s.io/kubernetes/vendor/k8s.io/apimachinery/pkg/util/wait/wait.go:133 +0x54
`,
    );
  const built = "/workspace/anago-v1.11.5-beta.0.24+753b2dbc622f5c/src/k8s.io/kubernetes/_output/dockerized";

  it("is told when it has lasted, although no lock is involved", async () => {
    const [bug, ...more] = await bugs(kubelet(", 1140 minutes", built));
    expect(more).toEqual([]);
    expect(bug?.title).toContain("PLEG waits for somebody to take its events");
    expect(bug?.text).toContain("Affected: kubernetes before 1.14.");
  });

  it("is not told of a moment, nor of a version that is mended", async () => {
    expect(await bugs(kubelet("", built))).toEqual([]);
    expect(await bugs(kubelet(", 1140 minutes", built.replace("1.11.5", "1.14.3")))).toEqual([]);
  });

  it("says so when the dump does not tell the version", async () => {
    const [bug] = await bugs(kubelet(", 1140 minutes", ""));
    expect(bug?.text).toContain("The dump does not tell its version");
  });
});

test("no part fits a goroutine that is not blocked so", () => {
  const states = knownBugs.flatMap(({ parts }) => parts.map(({ state }: BugPart) => state));
  for (const state of states) if (state !== "lock") expect("running").not.toMatch(state);
});

describe("versions", () => {
  const bug = (versions: KnownBug["versions"]) => ({ ...knownBugs[0], affected: "some", versions }) as KnownBug;
  const shown = (release: string, candidates: readonly string[], orLater = false) => ({
    program: "containerd",
    release,
    candidates,
    orLater,
    confidence: 0.93,
  });
  const old = bug([
    ["1.6", "1.6.20"],
    ["1.7.3", "1.7.8"],
  ]);

  test.each([
    { release: "1.6.3 to 1.6.4", candidates: ["1.6.3", "1.6.4"], versions: "all" },
    { release: "1.6.19 to 1.6.20", candidates: ["1.6.19", "1.6.20"], versions: "some" },
    { release: "1.6.20", candidates: ["1.6.20"], versions: "none" },
    { release: "1.7.4", candidates: ["1.7.4"], versions: "all" },
    { release: "1.6", candidates: ["1.6"], versions: "some" },
    { release: "1.5", candidates: ["1.5"], versions: "none" },
  ])("lines of $release: $versions", ({ release, candidates, versions }) => {
    expect(affectedBy(old, undefined, shown(release, candidates))).toMatchObject({
      versions,
      text: expect.stringContaining(`containerd ${release}`) as string,
    });
  });

  test("a minor version is affected where all of it is", () => {
    const before = bug([["1.2", "1.14"]]);
    expect(affectedBy(before, undefined, shown("1.13", ["1.13"])).versions).toBe("all");
    expect(affectedBy(before, undefined, shown("1.14", ["1.14"])).versions).toBe("none");
  });

  test("what may have come later may be mended", () => {
    expect(affectedBy(old, undefined, shown("1.7.7 or later", ["1.7.7"], true)).versions).toBe("some");
  });

  test("what paths state goes first, and without either nothing is known", () => {
    expect(affectedBy(old, "1.6.3", shown("1.6.20", ["1.6.20"])).versions).toBe("all");
    expect(affectedBy(old, undefined, { ...shown("1.6.3", ["1.6.3"]), confidence: undefined }).versions).toBe(
      "unknown",
    );
    expect(affectedBy(old, undefined, undefined).versions).toBe("unknown");
    expect(affectedBy(bug([]), "1.0", undefined).versions).toBe("all");
  });
});
