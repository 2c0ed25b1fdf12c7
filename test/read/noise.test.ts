import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { nearestTo } from "../../src/read/nearest.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { LINE_ENVELOPES } from "./envelopes.ts";

const LOGS = new URL("../fixtures/daemon-logs", import.meta.url).pathname;
const MEGABYTE = 1 << 20;

/** Reconstructed: lines that mention goroutines in passing, and others. */
const LINES = [
  'I1123 15:51:56.076421    2911 kubelet.go:2089] "SyncLoop (PLEG): event for pod" pod="kube-system/coredns" event={Type:ContainerStarted Data:12f7}',
  'E1123 15:51:56.076421    2911 remote_runtime.go:116] "RunPodSandbox from runtime service failed" err="rpc error: code = Unknown desc = failed (exit status 1)"',
  "E1123 15:51:56.076421    2911 runtime.go:79] Observed a panic: goroutine 5 [running] was reported by a peer",
  "W1123 15:51:56.076421    2911 x.go:79] stuck for 3m in goroutine 77 [select, 3 minutes]: see the dump at main.go:12",
  '{"log":"GET /healthz (200) goroutine 12 [running]\\n","stream":"stdout","time":"2026-11-23T15:51:56.6Z"}',
  '{"level":"info","ts":1795449116.076,"caller":"x/main.go:12","msg":"worker goroutine 3 [idle]: done"}',
  "2026-11-23T15:51:56.669794202Z stderr F panicked before, see goroutine 1 [running]:",
  "> did you see goroutine 1 [running]: in that file?",
  "    goroutine 18 [IO wait]: is what it says",
];

const NOTHING = { dumps: [], diagnostics: [], headers: 0, headless: 0 };
const found = (text: string) => {
  const { dumps, diagnostics, headers, headless } = parse(encode(text));
  return { dumps, diagnostics, headers, headless };
};

const real = [
  ["dockerd-20.10.24-debug", "dockerd"],
  ["dockerd-26.1.5-debug", "dockerd"],
  ["dockerd-26.1.5", "dockerd"],
  ["containerd-1.6.20-debug", "containerd"],
  ["containerd-1.7.24-debug", "containerd"],
  ["containerd-1.7.24", "containerd"],
  ["kubelet-1.20.15", "kubelet"],
  ["kubelet-1.30.14", "kubelet"],
].map(([name = "", daemon = ""]) => ({ name, daemon, text: decode(fileOf(LOGS, `${name}.log.gz`).bytes) }));
const allReal = real.map(({ text }) => text).join("");

describe("logs of daemons that work hold no dump, and give no warning", () => {
  test.each(real)("$name", ({ daemon, text }) => {
    expect(found(text)).toEqual(NOTHING);
    expect(nearestTo(encode(text))).toContain(`a log of ${daemon} without a dump`);
  });

  test.each(LINE_ENVELOPES)("all of them in $name", ({ wrap }) => {
    const log = wrap(allReal);
    expect(log.length).toBeGreaterThan(0.9 * MEGABYTE);
    expect(found(log)).toEqual(NOTHING);
  });

  test("a megabyte of lines that mention goroutines", () => {
    let text = "";
    for (let index = 0; text.length < MEGABYTE; index = (index * 5 + 3) % 8191)
      text += `${LINES[index % LINES.length]}\n`;
    expect(found(text)).toEqual(NOTHING);
  });

  test("such lines among real ones", () => {
    const lines = allReal.split("\n").flatMap((line, index) => [line, LINES[index % LINES.length]]);
    expect(found(lines.join("\n"))).toEqual(NOTHING);
  });
});

test("a dump between them is found as it is, and nothing else", () => {
  const record = fileOf(SAMPLES, "docker-20.10.24-healthy/containerd-journal.log").bytes;
  const before = real.find(({ name }) => name === "containerd-1.6.20-debug")?.text ?? "";
  const { dumps, diagnostics, headers } = parse(encode(before + decode(record) + before));
  const bare = parse(record);
  expect(dumps.map(fromDump)).toEqual(bare.dumps.map(fromDump));
  expect({ headers, diagnostics }).toEqual({ headers: bare.headers, diagnostics: [] });
});
