import { describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
import type { Call } from "../../src/model/call.ts";
import { dumpOf, grpcAnswer, grpcServer, ttrpcServer, type Written } from "./reconstruct.ts";

// Reconstructed goroutines: several calls at once, which no capture at hand shows.

const api = "github.com/containerd/containerd/api/services/tasks/v1";
const shim = "github.com/containerd/containerd/runtime/v2/task";

const client = (id: number, method: string, caller = "main.main", service = "tasks", path = api): Written => ({
  id,
  calls: [...grpcAnswer, `${path}.(*${service}Client).${method}`, caller],
});

const server = (id: number, method: string, inner: readonly string[] = [], service = "Tasks", path = api): Written => ({
  id,
  calls: [...inner, `example.org/impl.(*service).${method}`, `${path}._${service}_${method}_Handler`, ...grpcServer],
});

const shimClient = (id: number, connection: string, method: string, caller: string): Written => ({
  id,
  calls: [
    "github.com/containerd/ttrpc.(*Client).dispatch@163",
    `github.com/containerd/ttrpc.(*Client).Call(${connection}, {0x1, 0x2}, {0x3, 0x17}, {0x4, 0x${method.length}}, {0x5?, 0x6})`,
    `${shim}.(*taskClient).${method}`,
    caller,
  ],
});

const shimServer = (id: number, method: string, inner: string): Written => ({
  id,
  calls: [inner, `example.org/task.(*service).${method}`, `${shim}.RegisterTaskService.func1`, ...ttrpcServer],
});

const taskStart = "github.com/containerd/containerd/runtime/v2.(*shimTask).Start";
const execStart = "github.com/containerd/containerd/runtime/v2.(*process).Start";
const initProcess = "github.com/containerd/containerd/pkg/process.(*Init).Start";
const execProcess = "github.com/containerd/containerd/pkg/process.(*execProcess).Start";

const ids = (calls: readonly Call[]) => calls.map((call) => [call.client.goroutine.id, call.server?.goroutine.id]);
const rules = (call: Call | undefined) => call?.evidence.map(({ rule }) => rule);

describe("pairing", () => {
  test("by method", () => {
    const calls = findCalls([
      dumpOf("d", client(1, "Kill"), client(2, "Get")),
      dumpOf("c", server(7, "Get"), server(8, "Kill")),
    ]);
    expect(ids(calls)).toEqual([
      [1, 8],
      [2, 7],
    ]);
  });

  test("a server whose client gave up makes no call", () => {
    expect(findCalls([dumpOf("d", { id: 1, calls: ["main.main"] }), dumpOf("c", server(7, "Get"))])).toEqual([]);
  });

  test("a server that has waited for longer than the client serves somebody who gave up", () => {
    const aged = (minutes: number, written: Written): Written => ({ ...written, state: `select, ${minutes} minutes` });
    const paired = (client: Written) => {
      const servers = dumpOf("c", aged(5, server(6, "Get")), aged(5, server(7, "Get")), aged(2, server(8, "Get")));
      const [call] = findCalls([dumpOf("d", client), servers]);
      return [call?.server?.goroutine.id, call?.alternatives.map(({ goroutine }) => goroutine.id)];
    };
    expect(paired(aged(2, client(1, "Get")))).toEqual([8, [6, 7]]);
    expect(paired(client(1, "Get"))).toEqual([8, [6, 7]]);
    // Printed ages are rough: three minutes can be what five are.
    expect(paired(aged(3, client(1, "Get")))[0]).toBe(6);
  });

  test("n clients and n servers: each server once, the others as alternatives, confidence one in n", () => {
    const calls = findCalls([
      dumpOf("d", client(1, "Kill"), client(2, "Kill"), client(3, "Kill")),
      dumpOf("c", server(7, "Kill"), server(8, "Kill"), server(9, "Kill")),
    ]);
    expect(ids(calls)).toEqual([
      [1, 7],
      [2, 8],
      [3, 9],
    ]);
    expect(calls[1]?.alternatives.map(({ goroutine }) => goroutine.id)).toEqual([7, 9]);
    for (const { confidence } of calls) expect(confidence).toBeCloseTo(0.95 / 3);
    expect(rules(calls[0])).toContain("rpc-several-fit");
  });

  test("more clients than servers: no call is surer than the others", () => {
    const calls = findCalls([dumpOf("d", client(1, "Kill"), client(2, "Kill")), dumpOf("c", server(7, "Kill"))]);
    expect(ids(calls)).toEqual([
      [1, 7],
      [2, 7],
    ]);
    for (const { confidence } of calls) expect(confidence).toBeCloseTo(0.95 / 2);
  });

  test("an unsent request has no server", () => {
    const waiting: Written = {
      id: 1,
      calls: [
        "google.golang.org/grpc.(*pickerWrapper).pick",
        "google.golang.org/grpc.(*ClientConn).Invoke",
        `${api}.(*tasksClient).Kill`,
      ],
    };
    const [call] = findCalls([dumpOf("d", waiting), dumpOf("c", server(7, "Kill"))]);
    expect(call).not.toHaveProperty("server");
    expect(rules(call)).toEqual(["rpc-not-sent"]);
  });

  test("init and exec are told apart on both sides", () => {
    const calls = findCalls([
      dumpOf("c", shimClient(1, "0xc00001000", "Start", execStart), shimClient(2, "0xc00002000", "Start", taskStart)),
      dumpOf("s", shimServer(8, "Start", initProcess), shimServer(9, "Start", execProcess)),
    ]);
    expect(ids(calls)).toEqual([
      [1, 9],
      [2, 8],
    ]);
    expect(rules(calls[0])).toContain("rpc-role");
  });

  test("a request's size tells init from exec when no inner frame does", () => {
    const sized = (id: number, size: string): Written => ({
      id,
      calls: [
        "sync.(*Mutex).Lock",
        "example.org/task.(*service).Start",
        `${shim}.RegisterTaskService.func3`,
        `github.com/containerd/ttrpc.(*serviceSet).unaryCall(0x1, {0x2, 0x3}, 0x4, 0x5, {0x6, ${size}, 0x90})`,
      ],
    });
    const calls = findCalls([
      dumpOf("c", shimClient(1, "0xc00001000", "Start", execStart), shimClient(2, "0xc00002000", "Start", taskStart)),
      dumpOf("s", sized(8, "0x42"), sized(9, "0x84")),
    ]);
    expect(ids(calls)).toEqual([
      [1, 9],
      [2, 8],
    ]);
  });

  test("calls over one connection go to the process that serves them all", () => {
    const calls = findCalls([
      dumpOf("c", shimClient(1, "0xc00001000", "Start", taskStart), shimClient(2, "0xc00001000", "Kill", taskStart)),
      dumpOf("s1", shimServer(6, "Start", initProcess)),
      dumpOf("s2", shimServer(8, "Start", initProcess), shimServer(9, "Kill", "sync.(*Mutex).Lock")),
    ]);
    expect(ids(calls)).toEqual([
      [1, 8],
      [2, 9],
    ]);
    expect(rules(calls[0])).toContain("rpc-connection");
  });

  test("gRPC calls over one connection are served over one transport", () => {
    const over = (connection: string, written: Written): Written => ({
      ...written,
      calls: written.calls.map((frame) =>
        frame === "google.golang.org/grpc.(*ClientConn).Invoke" ? `${frame}(${connection}, {0x1?, 0x2})` : frame,
      ),
    });
    const from = (transport: string, written: Written): Written => ({
      ...written,
      calls: written.calls.map((frame) =>
        frame === "google.golang.org/grpc.(*Server).handleStream" ? `${frame}(0x1?, {0x2, ${transport}})` : frame,
      ),
    });
    const calls = findCalls([
      dumpOf("d", over("0xc00001000", client(1, "Kill")), over("0xc00001000", client(2, "Start"))),
      dumpOf(
        "c",
        from("0xc00007000", server(7, "Kill")),
        from("0xc00008000", server(8, "Kill")),
        from("0xc00008000", server(9, "Start")),
      ),
    ]);
    expect(ids(calls)).toEqual([
      [1, 8],
      [2, 9],
    ]);
    expect(calls[0]?.alternatives).toEqual([]);
  });

  test("where several pairs fit, who waits longest is served longest, whatever the numbers", () => {
    const aged = (written: Written, minutes: number): Written => ({ ...written, state: `select, ${minutes} minutes` });
    const calls = findCalls([
      dumpOf("d", aged(client(1, "Kill"), 3), aged(client(2, "Kill"), 8)),
      dumpOf("c", aged(server(7, "Kill"), 2), aged(server(8, "Kill"), 6)),
    ]);
    expect(ids(calls)).toEqual([
      [1, 7],
      [2, 8],
    ]);
    for (const { confidence } of calls) expect(confidence).toBeLessThan(0.5);
  });

  test("a server that only one client can have is taken from the others", () => {
    const calls = findCalls([
      dumpOf("c", shimClient(1, "0xc00001000", "Start", "main.f"), shimClient(2, "0xc00002000", "Start", taskStart)),
      dumpOf("s", shimServer(8, "Start", initProcess), shimServer(9, "Start", execProcess)),
    ]);
    expect(ids(calls)).toEqual([
      [1, 9],
      [2, 8],
    ]);
    expect(calls.map(({ alternatives }) => alternatives.length)).toEqual([0, 0]);
  });

  test("services of the same name in other packages do not meet", () => {
    const calls = findCalls([
      dumpOf("a", client(1, "Get", "main.main", "things", "example.org/store/v1")),
      dumpOf("b", server(2, "Get", [], "Things", "example.org/other/v1")),
    ]);
    expect(ids(calls)).toEqual([[1, undefined]]);
  });

  test("the client's own version of an API is preferred; another one is less sure", () => {
    const old = "k8s.io/cri-api/pkg/apis/runtime/v1alpha2";
    const now = "k8s.io/cri-api/pkg/apis/runtime/v1";
    const kubelet = dumpOf("k", client(1, "ExecSync", "main.main", "runtimeService", now));
    const alpha = server(2, "ExecSync", [], "RuntimeService", old);
    const beta = server(3, "ExecSync", [], "RuntimeService", now);
    expect(ids(findCalls([kubelet, dumpOf("c", alpha, beta)]))).toEqual([[1, 3]]);
    const [call] = findCalls([kubelet, dumpOf("c", alpha)]);
    expect(call?.confidence).toBeLessThan(0.7);
    expect(rules(call)).toContain("rpc-version");
  });

  test("a process may serve itself, but a proxy does not", () => {
    const self = dumpOf("k", client(1, "Get"), server(2, "Get"));
    expect(ids(findCalls([self]))).toEqual([[1, 2]]);
    const passing = (id: number): Written => ({
      id,
      calls: [
        ...grpcAnswer,
        `${api}.(*tasksClient).Get`,
        "example.org/proxy.(*service).Get",
        `${api}._Tasks_Get_Handler`,
        ...grpcServer,
      ],
    });
    const proxy = dumpOf("p", passing(1), passing(2));
    expect(ids(findCalls([proxy]))).toEqual([
      [1, undefined],
      [2, undefined],
    ]);
    expect(ids(findCalls([proxy, dumpOf("b", server(9, "Get"))]))).toEqual([
      [1, 9],
      [2, 9],
    ]);
  });

  test("waits by design are left out unless asked for", () => {
    const dumps = [dumpOf("d", client(1, "Wait")), dumpOf("c", server(7, "Wait"))];
    expect(findCalls(dumps)).toEqual([]);
    expect(ids(findCalls(dumps, { idle: true }))).toEqual([[1, 7]]);
  });

  test("Docker's API across processes", () => {
    const kubelet: Written = {
      id: 1,
      calls: [
        "net/http.(*persistConn).roundTrip",
        "net/http.(*Client).do",
        "github.com/docker/docker/client.(*Client).ContainerInspect",
      ],
    };
    const dockerd: Written = {
      id: 9,
      calls: [
        "sync.(*Mutex).Lock",
        "github.com/docker/docker/api/server/router/container.(*containerRouter).getContainersByName",
        "net/http.HandlerFunc.ServeHTTP",
        "net/http.(*conn).serve",
      ],
    };
    expect(ids(findCalls([dumpOf("k", kubelet), dumpOf("d", dockerd)]))).toEqual([[1, 9]]);
  });
});
