import { describe, expect, test } from "vitest";
import { callsOf } from "../../src/calls/ends.ts";
import { isIdleCall } from "../../src/calls/idle.ts";
import { goroutineOf, grpcAnswer, grpcServer, httpServer, ttrpcServer } from "./reconstruct.ts";

// All stacks here are reconstructed from the naming rules of the generators; those that daemons printed are read in captures.test.ts.

const client = (...calls: string[]) => callsOf(goroutineOf(...calls)).client;
const server = (...calls: string[]) => callsOf(goroutineOf(...calls)).server;

describe("gRPC clients", () => {
  test.each([
    ["go.etcd.io/etcd/api/v3/etcdserverpb.(*kVClient).Range", "KV", "Range", "go.etcd.io/etcd/api/v3/etcdserverpb"],
    [
      "k8s.io/cri-api/pkg/apis/runtime/v1.(*runtimeServiceClient).ListPodSandbox",
      "RuntimeService",
      "ListPodSandbox",
      "k8s.io/cri-api/pkg/apis/runtime/v1",
    ],
    [
      "github.com/docker/containerd/api/grpc/types.(*aPIClient).AddProcess",
      "API",
      "AddProcess",
      "github.com/docker/containerd/api/grpc/types",
    ],
    [
      "github.com/docker/docker/vendor/github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Kill",
      "Tasks",
      "Kill",
      "github.com/containerd/containerd/api/services/tasks/v1",
    ],
  ])("%s", (stub, service, method, path) => {
    expect(client(...grpcAnswer, stub, "main.main")).toMatchObject({
      protocol: "grpc",
      service,
      method,
      package: path,
      frame: grpcAnswer.length,
      sent: true,
    });
  });

  test("an interceptor of the program may start the call", () => {
    const stub = "example.org/api/v1.(*thingsClient).Get";
    expect(client(...grpcAnswer.slice(0, 3), "example.org/conn.(*retrying).Invoke", stub)).toMatchObject({
      service: "Things",
    });
  });

  test("a type that is only named like a stub is none", () => {
    expect(
      client("sync.runtime_SemacquireMutex", "github.com/ovn-org/libovsdb/client.(*ovsdbClient).Get"),
    ).toBeUndefined();
    expect(client("example.org/rpc.Invoke", "example.org/api/v1.(*thingsClient).Get")).toBeUndefined();
  });

  test.each([
    ["google.golang.org/grpc.(*pickerWrapper).pick"],
    ["google.golang.org/grpc.(*ClientConn).waitForResolvedAddrs"],
    ["google.golang.org/grpc/internal/transport.(*http2Client).NewStream"],
    ["google.golang.org/grpc/internal/transport.(*writeQuota).get"],
  ])("%s: not sent yet", (inner) => {
    const frames = [
      inner,
      "google.golang.org/grpc.newClientStream",
      "google.golang.org/grpc.invoke",
      "google.golang.org/grpc.(*ClientConn).Invoke",
    ];
    expect(client(...frames, "example.org/api/v1.(*thingsClient).Get")?.sent).toBe(false);
  });

  test("frames that do not tell leave open whether it was sent", () => {
    const frames = [
      "sync.(*Mutex).Lock",
      "google.golang.org/grpc.invoke",
      "google.golang.org/grpc.(*ClientConn).Invoke",
    ];
    expect(client(...frames, "example.org/api/v1.(*thingsClient).Get")).not.toHaveProperty("sent");
  });
});

describe("gRPC streams", () => {
  const receive = ["google.golang.org/grpc.(*parser).recvMsg", "google.golang.org/grpc.(*clientStream).RecvMsg"];

  test.each([
    ["example.org/api/services/events/v1.(*eventsSubscribeClient).Recv", "Events", "Subscribe", true],
    [
      "example.org/apis/runtime/v1.(*runtimeServiceGetContainerEventsClient).Recv",
      "RuntimeService",
      "GetContainerEvents",
      true,
    ],
    ["example.org/types.(*aPIEventsClient).Recv", "API", "Events", true],
    ["example.org/etcdserverpb.(*leaseLeaseKeepAliveClient).Recv", "Lease", "LeaseKeepAlive", true],
    ["example.org/api/services/content/v1.(*contentReadClient).Recv", "Content", "Read", false],
    ["example.org/upload/v1.(*filesUploadClient).CloseAndRecv", "Files", "Upload", false],
  ])("%s", (stub, service, method, idle) => {
    const end = client(...receive, stub);
    expect(end).toMatchObject({ service, method });
    expect(end && isIdleCall(end)).toBe(idle);
  });
});

describe("gRPC servers", () => {
  test.each([
    [
      "k8s.io/cri-api/pkg/apis/runtime/v1._RuntimeService_ExecSync_Handler",
      "server.(*criService).ExecSync",
      "RuntimeService",
      "ExecSync",
    ],
    [
      "github.com/docker/containerd/api/grpc/types._API_AddProcess_Handler",
      "server.(*apiServer).AddProcess",
      "API",
      "AddProcess",
    ],
    ["example.org/pb._Old_API_Get_Handler", "impl.(*server).Get", "Old_API", "Get"],
    ["example.org/pb._API_Get_All_Handler", "impl.(*server).Get_All", "API", "Get_All"],
  ])("%s", (handler, implementation, service, method) => {
    expect(
      server(
        "sync.(*Mutex).Lock",
        `example.org/${implementation}`,
        `${handler}.func1`,
        "example.org/log.Unary",
        handler,
        ...grpcServer,
      ),
    ).toMatchObject({
      protocol: "grpc",
      service,
      method,
      frame: 4,
    });
  });

  test("a handler's name without gRPC around it is no server", () => {
    expect(server("example.org/pb._API_Get_Handler", "main.main")).toBeUndefined();
  });
});

describe("ttrpc", () => {
  const call = (method: string) => [
    "github.com/containerd/ttrpc.(*Client).dispatch(0xc0000bca00, {0x1, 0x2}, 0x3, 0x4)@163",
    `github.com/containerd/ttrpc.(*Client).Call(0xc0000bca00, {0x1, 0x2}, {0x3, 0x17}, {0x4, ${method}}, {0x5?, 0x6?}, {0x7, ...})`,
  ];

  test.each([
    "github.com/containerd/containerd/runtime/v2/task.(*taskClient).Start",
    "github.com/containerd/containerd/api/runtime/task/v3.(*ttrpctaskClient).Start",
  ])("client %s", (stub) => {
    expect(client(...call("0x5"), stub)).toMatchObject({
      protocol: "ttrpc",
      service: "Task",
      method: "Start",
      sent: true,
    });
  });

  test("a length that contradicts the stub's name makes no call; one that cannot be trusted says nothing", () => {
    const stub = "github.com/containerd/containerd/runtime/v2/task.(*taskClient).Start";
    expect(client(...call("0x6"), stub)).toBeUndefined();
    expect(client(...call("0x6?"), stub)).toBeDefined();
  });

  test.each([
    ["github.com/containerd/ttrpc.(*Client).dispatch@155", false],
    ["github.com/containerd/ttrpc.(*Client).createStream@395", false],
    ["github.com/containerd/ttrpc.(*Client).dispatch@545", true],
    ["github.com/containerd/ttrpc.(*Client).dispatch@480", true],
    ["github.com/containerd/ttrpc.(*Client).dispatch@199", undefined],
  ])("%s: sent %s", (inner, sent) => {
    expect(
      client(inner, "github.com/containerd/ttrpc.(*Client).Call", "example.org/api.(*agentServiceClient).Check")?.sent,
    ).toBe(sent);
  });

  test.each([
    [
      "github.com/containerd/containerd/runtime/v2/task.RegisterTaskService.func3",
      "task.(*service).Start",
      "Task",
      "Start",
    ],
    [
      "example.org/api/runtime/sandbox/v1.RegisterTTRPCSandboxService.func1",
      "task.(*service).CreateSandbox",
      "Sandbox",
      "CreateSandbox",
    ],
    ["example.org/health.RegisterHealthServiceService.func2", "agent.(*health).Version", "HealthService", "Version"],
    [
      "github.com/containerd/containerd/runtime/v2/task.RegisterTaskService.func9",
      "tracing.(*wrapper).Do",
      "Task",
      "Kill",
    ],
  ])("server %s", (handler, implementation, service, method) => {
    expect(server("sync.(*Mutex).Lock", `example.org/${implementation}`, handler, ...ttrpcServer)).toMatchObject({
      protocol: "ttrpc",
      service,
      method,
      frame: 2,
    });
  });
});

describe("Docker's API", () => {
  const roundTrip = ["net/http.(*persistConn).roundTrip", "net/http.(*Transport).roundTrip", "net/http.(*Client).do"];

  test.each([
    ["github.com/docker/docker/client.(*Client).ContainerInspect", "containerRouter", "getContainersByName"],
    [
      "k8s.io/kubernetes/vendor/github.com/docker/docker/client.(*Client).ContainerList",
      "containerRouter",
      "getContainersJSON",
    ],
    ["github.com/docker/engine-api/client.(*Client).ContainerExecStart", "containerRouter", "postContainerExecStart"],
    ["github.com/moby/moby/client.(*Client).ExecInspect", "containerRouter", "getExecByID"],
    ["github.com/docker/docker/client.(*Client).Ping", "systemRouter", "pingHandler"],
  ])("client %s", (stub, service, method) => {
    expect(client(...roundTrip, "github.com/docker/docker/client.(*Client).get", stub)).toMatchObject({
      protocol: "http",
      service,
      method,
      sent: true,
    });
  });

  test("who keeps the connection of an exec for its streams is still inside that request", () => {
    const stack = ["holdHijackedConnection", "StartExec"].map(
      (method) => `k8s.io/kubernetes/pkg/kubelet/dockershim/libdocker.(*kubeDockerClient).${method}`,
    );
    expect(client(...stack)).toMatchObject({ service: "containerRouter", method: "postContainerExecStart" });
    expect(
      client(...roundTrip, "github.com/docker/docker/client.(*Client).ContainerExecAttach", ...stack),
    ).toMatchObject({ service: "containerRouter", method: "postContainerExecStart", sent: true });
  });

  test("other HTTP clients are none of its", () => {
    expect(client(...roundTrip, "example.org/registry.(*Client).Fetch")).toBeUndefined();
  });

  test.each([
    ["github.com/docker/docker/api/server/router/image.(*imageRouter).getImagesJSON", "imageRouter", "getImagesJSON"],
    [
      "github.com/moby/moby/v2/daemon/server/router/container.(*containerRouter).postContainersStop",
      "containerRouter",
      "postContainersStop",
    ],
    ["github.com/docker/docker/api/server/router/system.pingHandler", "systemRouter", "pingHandler"],
  ])("server %s", (handler, service, method) => {
    expect(server("sync.(*Mutex).Lock", handler, ...httpServer)).toMatchObject({
      protocol: "http",
      service,
      method,
      frame: 1,
    });
  });
});

test("a goroutine that serves one call may be the client of another", () => {
  const ends = callsOf(
    goroutineOf(
      ...grpcAnswer,
      "example.org/store/v1.(*storeClient).Put",
      "example.org/front.(*service).Save",
      "example.org/front/v1._Front_Save_Handler",
      ...grpcServer,
    ),
  );
  expect(ends.client).toMatchObject({ service: "Store", method: "Put" });
  expect(ends.server).toMatchObject({ service: "Front", method: "Save" });
});
