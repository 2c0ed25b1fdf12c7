import { describe, expect, it } from "vitest";
import { identifyProcess, matchesFrame } from "../../src/processes/identify-process.ts";
import { identityRules } from "../../src/processes/identity-rules.ts";
import { processKindOf, processNames } from "../../src/processes/process-names.ts";
import { dumpsOf, reconstructedDump, sampleFiles } from "./dumps.ts";

const kind = (...stacks: readonly (readonly string[])[]) => identifyProcess(reconstructedDump(...stacks)).process;

describe("samples", () => {
  const samples = [
    "docker-20.10.24-exec-hang",
    "docker-20.10.24-systemd-mute",
    "docker-26.1.5-start-hang",
    "docker-20.10.24-healthy",
  ];
  it.each(samples)("names the process of every dump of %s", (sample) => {
    for (const dump of dumpsOf(sampleFiles(sample))) {
      const expected = dump.envelope.container === undefined ? plainKind(dump.file) : "containerd-shim";
      const { process, reasons } = identifyProcess(dump);
      expect([dump.file, dump.lines, process]).toEqual([dump.file, dump.lines, expected]);
      expect(reasons.length).toBeGreaterThan(1);
    }
  });
});

function plainKind(file: string): string {
  return file === "dockerd.log" ? "dockerd" : "containerd";
}

describe("what could mislead", () => {
  const client = ["net/http.(*persistConn).roundTrip", "github.com/docker/docker/client.(*Client).ContainerList"];
  const ownDaemon = ["github.com/docker/docker/daemon.(*Daemon).ContainerStart", "net/http.(*conn).serve"];

  it("does not take a program with docker's client for dockerd", () => {
    expect(kind(["main.main /src/example.com/tool/cmd/tool/main.go"], client)).toBe("other");
    expect(kind(client)).toBe("other");
  });

  it("names a part of a dump without its main goroutine", () => {
    expect(kind(ownDaemon)).toBe("dockerd");
    expect(kind(["github.com/containerd/containerd/services/tasks.(*service).Start"])).toBe("containerd");
    expect(kind(["github.com/opencontainers/runc/libcontainer.(*initProcess).start"])).toBe("runc");
  });

  it("does not let containerd's client inside dockerd count", () => {
    const call = "github.com/docker/docker/vendor/github.com/containerd/containerd.(*task).Start";
    expect(kind([call, "github.com/docker/docker/libcontainerd/remote.(*client).Start"], ownDaemon)).toBe("dockerd");
  });

  it("takes the main goroutine of another program over its libraries", () => {
    expect(kind(["testing.(*M).Run", "main.main _testmain.go"], ownDaemon)).toBe("other");
    const main = [
      "github.com/docker/docker/daemon.(*Daemon).X",
      "main.main /go/src/github.com/docker/docker/cmd/dockerd/docker.go",
    ];
    expect(kind(main)).toBe("dockerd");
  });

  it("does not name an empty or unknown dump", () => {
    expect(identifyProcess(reconstructedDump(["time.Sleep"]))).toEqual({ process: "other", reasons: [] });
  });
});

describe.each(identityRules)("rule $name", (rule) => {
  it("reads its example, and no rule of another process does", () => {
    const [frame] = reconstructedDump([`${rule.example.func} ${rule.example.file ?? ""}`]).goroutines.stackAt(0).frames;
    if (frame === undefined) throw new Error("no frame");
    expect(matchesFrame(rule, frame)).toBe(true);
    const others = identityRules.filter((other) => other.process !== rule.process && matchesFrame(other, frame));
    expect(others.map((other) => other.name)).toEqual([]);
  });
});

it.each(processNames)("program name $example is of $process", ({ process, example }) => {
  expect(processKindOf(example)).toBe(process);
});
