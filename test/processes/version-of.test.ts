import { describe, expect, it } from "vitest";
import { versionOf, versionRules } from "../../src/processes/version-of.ts";
import { dumpsOf, reconstructedDump } from "./dumps.ts";
import { sampleFile } from "./fixture.ts";

describe("versionOf", () => {
  it("reads what the paths of a distribution's build state", () => {
    const [dump] = dumpsOf([sampleFile("docker-20.10.24-systemd-mute", "dockerd.log")]);
    expect(dump && versionOf(dump)).toEqual({ text: "dockerd 20.10.24, Go 1.19", confidence: 0.9 });
  });

  it("says nothing where the paths are trimmed", () => {
    const [dump] = dumpsOf([sampleFile("docker-20.10.24-systemd-mute", "containerd.stacks.log")]);
    expect(dump && versionOf(dump)).toBeUndefined();
  });

  it("does not take a library's version for the program's", () => {
    const library = "google.golang.org/grpc.(*Server).Serve /go/pkg/mod/google.golang.org/grpc@v1.47.0/server.go";
    expect(versionOf(reconstructedDump([library], ["main.main /src/tool/main.go"]))).toBeUndefined();
    const installed = "main.main /go/pkg/mod/example.com/tool/v2@v2.3.4/cmd/tool/main.go";
    expect(versionOf(reconstructedDump([library], [installed]))?.text).toBe("tool 2.3.4");
  });

  it.each([
    ["/usr/lib/go-1.19/src/runtime/sigqueue.go", "Go 1.19"],
    ["/usr/local/go1.18.10/src/runtime/sigqueue.go", "Go 1.18.10"],
    ["/opt/hostedtoolcache/go/1.21.3/x64/src/runtime/sigqueue.go", "Go 1.21.3"],
    ["/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.2.linux-amd64/src/runtime/sigqueue.go", "Go 1.24.2"],
    ["/usr/local/go/src/runtime/sigqueue.go", undefined],
  ])("%s states %s", (file, text) => {
    expect(versionOf(reconstructedDump([`os/signal.signal_recv ${file}`]))?.text).toBe(text);
  });
});

it.each(versionRules)("rule $name reads its example, and no other does", (rule) => {
  const matching = versionRules.filter((other) => other.of === rule.of && other.pattern.test(rule.example));
  expect(matching.map((other) => other.name)).toEqual([rule.name]);
});
