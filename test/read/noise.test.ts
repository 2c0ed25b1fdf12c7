import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { encode } from "../../src/read/utf8.ts";

/** Lines as dockerd, containerd and kubelet print them when all is well, and when goroutines are mentioned in passing. */
const LINES = [
  'Nov 23 15:51:56 node1 dockerd[911]: time="2026-11-23T15:51:56.076421521Z" level=info msg="API listen on /run/docker.sock"',
  'Nov 23 15:51:57 node1 dockerd[911]: time="2026-11-23T15:51:57.1Z" level=warning msg="Health check for container 12f7 error: context deadline exceeded"',
  'Nov 23 15:51:57 node1 containerd[702]: time="2026-11-23T15:51:57.1Z" level=info msg="shim disconnected" id=12f735f0de29',
  'Nov 23 15:51:57 node1 containerd[702]: time="2026-11-23T15:51:57.1Z" level=info msg="loading plugin \\"io.containerd.grpc.v1.cri\\"..." type=io.containerd.grpc.v1',
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

test("a megabyte of ordinary logs holds no dump and gives no warning", () => {
  let text = "";
  for (let index = 0; text.length < 1 << 20; index = (index * 5 + 3) % 8191) text += `${LINES[index % LINES.length]}\n`;
  const { dumps, diagnostics, headers } = parse(encode(text));
  expect({ dumps, diagnostics, headers }).toEqual({ dumps: [], diagnostics: [], headers: 0 });
});
