import { describe, expect, test } from "vitest";
import { handlerOf } from "../../src/calls/handler.ts";
import { firstOwnFrame, isPlumbing } from "../../src/calls/plumbing.ts";
import { requestOf } from "../../src/calls/request.ts";
import { goroutineOf, grpcServer, httpServer, ttrpcServer } from "./reconstruct.ts";

// Reconstructed from the frames that the rules name; the requests of real daemons are checked with the samples' truths.

const lock = ["sync.runtime_SemacquireMutex", "sync.(*Mutex).lockSlow", "sync.(*Mutex).Lock"];

interface Case {
  readonly calls: readonly string[];
  readonly request: string | undefined;
  readonly handler: string | undefined;
}

const cases: Readonly<Record<string, Case>> = {
  "a route of dockerd 29": {
    calls: [
      ...lock,
      "github.com/moby/moby/v2/daemon.(*Daemon).ContainerStop",
      "github.com/moby/moby/v2/daemon/server/router/container.(*containerRouter).postContainersStop",
      "github.com/moby/moby/v2/daemon/server/middleware.VersionMiddleware.WrapHandler.func1",
      ...httpServer,
    ],
    request: "POST /containers/{id}/stop",
    handler: "daemon.(*Daemon).ContainerStop",
  },
  "a route that blocks in the router itself": {
    calls: [...lock, "github.com/docker/docker/api/server/router/volume.(*volumeRouter).getVolumesList", ...httpServer],
    request: "GET /volumes",
    handler: "volume.(*volumeRouter).getVolumesList",
  },
  "a route that the table does not know": {
    calls: [
      ...lock,
      "github.com/docker/docker/api/server/router/container.(*containerRouter).postContainersMove",
      ...httpServer,
    ],
    request: "containerRouter.postContainersMove",
    handler: "container.(*containerRouter).postContainersMove",
  },
  "a handler of any other HTTP server, behind a middleware of the program": {
    calls: [
      ...lock,
      "example.org/shop.(*Store).Find",
      "example.org/shop/api.getCart",
      "net/http.HandlerFunc.ServeHTTP",
      "example.org/shop.logged.func1",
      ...httpServer,
    ],
    request: "api.getCart",
    handler: "api.getCart",
  },
  CRI: {
    calls: [
      ...lock,
      "github.com/containerd/containerd/pkg/cri/server.(*criService).StopContainer",
      "k8s.io/cri-api/pkg/apis/runtime/v1._RuntimeService_StopContainer_Handler.func1",
      "example.org/audit.Unary",
      "k8s.io/cri-api/pkg/apis/runtime/v1._RuntimeService_StopContainer_Handler",
      ...grpcServer,
    ],
    request: "RuntimeService/StopContainer",
    handler: "server.(*criService).StopContainer",
  },
  "a shim": {
    calls: [
      ...lock,
      "example.org/task.(*service).Kill",
      "example.org/runtime/v2/task.RegisterTaskService.func9",
      ...ttrpcServer,
    ],
    request: "Task/Kill",
    handler: "task.(*service).Kill",
  },
  "net/rpc": {
    calls: [
      ...lock,
      "example.org/arith.(*Arith).Divide",
      "reflect.Value.call",
      "reflect.Value.Call",
      "net/rpc.(*service).call",
    ],
    request: "arith.(*Arith).Divide",
    handler: "arith.(*Arith).Divide",
  },
  "kubelet's PLEG": {
    calls: [
      ...lock,
      "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist",
      "k8s.io/apimachinery/pkg/util/wait.Until",
    ],
    request: "PLEG relist",
    handler: undefined,
  },
  "a probe that runs a command": {
    calls: [
      ...lock,
      "k8s.io/kubernetes/pkg/probe/exec.execProber.Probe",
      "k8s.io/kubernetes/pkg/kubelet/prober.(*worker).doProbe",
    ],
    request: "ExecSync probe",
    handler: undefined,
  },
  "dockerd's health check": {
    calls: [
      ...lock,
      "github.com/docker/docker/daemon.(*Daemon).ContainerExecStart",
      "github.com/docker/docker/daemon.(*cmdProbe).run",
    ],
    request: "health check",
    handler: undefined,
  },
  "nothing that tells": { calls: [...lock, "main.main"], request: undefined, handler: undefined },
};

describe.each(Object.entries(cases))("%s", (_, { calls, request, handler }) => {
  const goroutine = goroutineOf(...calls);

  test("request", () => expect(requestOf(goroutine)).toBe(request));

  test("handler", () => {
    const frame = handlerOf(goroutine);
    expect(frame === undefined ? undefined : goroutine.stack.frames[frame]?.func.short).toBe(handler);
  });
});

describe("plumbing", () => {
  test("the first own frame is the innermost that is none", () => {
    expect(firstOwnFrame(goroutineOf(...lock, "main.work", "main.main"))).toBe(3);
    expect(firstOwnFrame(goroutineOf("internal/poll.runtime_pollWait", "net/http.(*connReader).backgroundRead"))).toBe(
      -1,
    );
  });

  test.each([
    "main.main",
    "github.com/docker/docker/daemon.(*Daemon).ContainerInspect",
    "github.com/ovn-org/libovsdb/client.(*ovsdbClient).Get",
    "net/http/httputil.(*ReverseProxy).ServeHTTP",
    "network.Dial",
    "k8s.io/kubernetes/pkg/kubelet/container.(*RuntimeCache).Get",
  ])("%s is none", (name) => {
    const func = goroutineOf(name).stack.frames[0]?.func;
    expect(func && isPlumbing(func)).toBe(false);
  });
});
