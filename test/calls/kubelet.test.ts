import { describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { Dump } from "../../src/model/dump.ts";
import { rootBlockers } from "../../src/query/root-blockers.ts";
import { dumpOf, grpcAnswer, grpcServer, httpServer, ttrpcServer, type Written } from "./reconstruct.ts";

// Reconstructed from the naming rules and call paths of kubelet 1.10 to 1.30, containerd's CRI plugin 1.3 to 2.1 and Docker's API.

const cri = (version: string) => `k8s.io/kubernetes/vendor/k8s.io/cri-api/pkg/apis/runtime/${version}`;

const relist = (id: number, version: string, receiver: string): Written => ({
  id,
  calls: [
    ...grpcAnswer,
    `${cri(version)}.(*runtimeServiceClient).ListPodSandbox`,
    `k8s.io/kubernetes/pkg/kubelet/cri/remote.(*${receiver}).ListPodSandbox`,
    "k8s.io/kubernetes/pkg/kubelet/kuberuntime.(*kubeGenericRuntimeManager).GetPods",
    "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist",
    "k8s.io/apimachinery/pkg/util/wait.JitterUntil",
  ],
});

const probe = (id: number, version: string): Written => ({
  id,
  calls: [
    ...grpcAnswer,
    `${cri(version)}.(*runtimeServiceClient).ExecSync`,
    "k8s.io/kubernetes/pkg/kubelet/cri/remote.(*remoteRuntimeService).ExecSync",
    "k8s.io/kubernetes/pkg/probe/exec.execProber.Probe",
    "k8s.io/kubernetes/pkg/kubelet/prober.(*worker).doProbe",
  ],
});

const chains = (...dumps: Dump[]) =>
  rootBlockers(buildGraph(dumps)).map(({ steps, end }) => ({
    steps: steps.map(({ goroutine, request }) => [goroutine, request]),
    end: [end.kind, end.verb],
  }));

test("kubelet with dockershim: its own gRPC server asks dockerd over HTTP", () => {
  const kubelet = dumpOf("kubelet.log", relist(1, "v1alpha2", "RemoteRuntimeService"), {
    id: 2,
    calls: [
      "net/http.(*persistConn).roundTrip",
      "net/http.(*Transport).roundTrip",
      "net/http.(*Client).do",
      "k8s.io/kubernetes/vendor/github.com/docker/docker/client.(*Client).ContainerList",
      "k8s.io/kubernetes/pkg/kubelet/dockershim/libdocker.(*kubeDockerClient).ListContainers",
      "k8s.io/kubernetes/pkg/kubelet/dockershim/libdocker.instrumentedInterface.ListContainers",
      "k8s.io/kubernetes/pkg/kubelet/dockershim.(*dockerService).ListPodSandbox",
      `${cri("v1alpha2")}._RuntimeService_ListPodSandbox_Handler`,
      ...grpcServer,
    ],
  });
  const dockerd = dumpOf("dockerd.log", {
    id: 9,
    state: "chan receive",
    calls: [
      "github.com/docker/docker/daemon.(*Daemon).Containers",
      "github.com/docker/docker/api/server/router/container.(*containerRouter).getContainersJSON",
      ...httpServer,
    ],
  });
  expect(chains(kubelet, dockerd)).toEqual([
    {
      steps: [
        [1, "PLEG relist"],
        [2, "RuntimeService/ListPodSandbox"],
        [9, "GET /containers/json"],
      ],
      end: ["channel", undefined],
    },
  ]);
});

interface Plugin {
  readonly version: string;
  readonly service: string;
  readonly client: string;
  readonly runtime: string;
  readonly stub: string;
  readonly shimHandler: string;
}

const plugins: Readonly<Record<string, Plugin>> = {
  "containerd 1.3": {
    version: "v1alpha2",
    service: "github.com/containerd/cri/pkg/server.(*criService)",
    client: "github.com/containerd/containerd.(*process)",
    runtime: "github.com/containerd/containerd/runtime/v2.(*process)",
    stub: "github.com/containerd/containerd/runtime/v2/task.(*taskClient)",
    shimHandler: "github.com/containerd/containerd/runtime/v2/task.RegisterTaskService.func3",
  },
  "containerd 1.7": {
    version: "v1",
    service: "github.com/containerd/containerd/pkg/cri/sbserver.(*criService)",
    client: "github.com/containerd/containerd.(*process)",
    runtime: "github.com/containerd/containerd/runtime/v2.(*process)",
    stub: "github.com/containerd/containerd/api/runtime/task/v2.(*taskClient)",
    shimHandler: "github.com/containerd/containerd/api/runtime/task/v2.RegisterTaskService.func3",
  },
  "containerd 2.1": {
    version: "v1",
    service: "github.com/containerd/containerd/v2/internal/cri/server.(*criService)",
    client: "github.com/containerd/containerd/v2/client.(*process)",
    runtime: "github.com/containerd/containerd/v2/core/runtime/v2.(*process)",
    stub: "github.com/containerd/containerd/api/runtime/task/v3.(*ttrpctaskClient)",
    shimHandler: "github.com/containerd/containerd/api/runtime/task/v3.RegisterTTRPCTaskService.func3",
  },
};

describe.each(Object.entries(plugins))("kubelet with %s", (_, plugin) => {
  /** The plugin calls the task service inside its own process, without gRPC: one goroutine from kubelet's request to the shim's. */
  const exec = (id: number): Written => ({
    id,
    calls: [
      "github.com/containerd/ttrpc.(*Client).dispatch@163",
      "github.com/containerd/ttrpc.(*Client).Call",
      `${plugin.stub}.Start`,
      `${plugin.runtime}.Start`,
      "github.com/containerd/containerd/services/tasks.(*local).Start",
      `${plugin.client}.Start`,
      `${plugin.service}.execInternal`,
      `${plugin.service}.ExecSync`,
      `k8s.io/cri-api/pkg/apis/runtime/${plugin.version}._RuntimeService_ExecSync_Handler.func1`,
      `k8s.io/cri-api/pkg/apis/runtime/${plugin.version}._RuntimeService_ExecSync_Handler`,
      ...grpcServer,
    ],
  });
  const kubelet = dumpOf("kubelet.log", probe(1, plugin.version), relist(2, plugin.version, "remoteRuntimeService"));
  const containerd = dumpOf("containerd.log", exec(11), {
    id: 12,
    calls: [
      `${plugin.service}.ListPodSandbox`,
      `k8s.io/cri-api/pkg/apis/runtime/${plugin.version}._RuntimeService_ListPodSandbox_Handler`,
      ...grpcServer,
    ],
    state: "chan receive",
  });
  const shim = dumpOf("shim.log", {
    id: 21,
    state: "chan receive",
    calls: [
      "github.com/containerd/containerd/sys/reaper.(*Monitor).Wait",
      "github.com/containerd/go-runc.(*Runc).Exec",
      "github.com/containerd/containerd/pkg/process.(*execProcess).start",
      "github.com/containerd/containerd/pkg/process.(*execProcess).Start",
      "github.com/containerd/containerd/runtime/v2/runc/task.(*service).Start",
      plugin.shimHandler,
      ...ttrpcServer,
    ],
  });

  test("a probe leads to `runc exec`", () => {
    expect(chains(kubelet, containerd, shim)).toContainEqual({
      steps: [
        [1, "ExecSync probe"],
        [11, "RuntimeService/ExecSync"],
        [21, "Task/Start"],
      ],
      end: ["runc", "exec"],
    });
  });

  test("PLEG waits inside containerd", () => {
    const calls = findCalls([kubelet, containerd, shim]).map(({ client, server }) => [
      client.goroutine.id,
      server?.goroutine.id,
    ]);
    expect(calls).toEqual([
      [1, 11],
      [2, 12],
      [11, 21],
    ]);
  });
});

test("docker 29 and containerd 2: the module paths of both have a version", () => {
  const dockerd = dumpOf("dockerd.log", {
    id: 1,
    calls: [
      ...grpcAnswer,
      "github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Start",
      "github.com/containerd/containerd/v2/client.(*process).Start",
      "github.com/moby/moby/v2/daemon/internal/libcontainerd/remote.(*task).Exec",
      "github.com/moby/moby/v2/daemon.(*Daemon).ContainerExecStart",
      "github.com/moby/moby/v2/daemon/server/router/container.(*containerRouter).postContainerExecStart",
      ...httpServer,
    ],
  });
  const local = (id: number, receiver: string): Written => ({
    id,
    calls: [
      "github.com/containerd/ttrpc.(*Client).dispatch@545",
      "github.com/containerd/ttrpc.(*Client).Call",
      "github.com/containerd/containerd/api/runtime/task/v3.(*ttrpctaskClient).Start",
      `github.com/containerd/containerd/v2/core/runtime/v2.(*${receiver}).Start`,
      "github.com/containerd/containerd/v2/plugins/services/tasks.(*local).Start",
      "github.com/containerd/containerd/api/services/tasks/v1._Tasks_Start_Handler",
      ...grpcServer,
    ],
  });
  const containerd = dumpOf("containerd.log", local(11, "shimTask"), local(12, "process"));
  expect(findCalls([dockerd, containerd])[0]?.server?.goroutine.id).toBe(12);
});
