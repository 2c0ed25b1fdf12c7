import { describe, expect, test } from "vitest";
import { findCalls } from "../../src/calls/find-calls.ts";
import { findHandovers } from "../../src/calls/find-handovers.ts";
import { handoverRules } from "../../src/calls/tables/handovers.ts";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { Dump } from "../../src/model/dump.ts";
import { rootBlockers } from "../../src/query/root-blockers.ts";
import { dumpOf, goroutineOf, type Written } from "./reconstruct.ts";

// Reconstructed from the sources of moby v17.06.0-ce, v1.12.6 and containerd v0.2.3 to v0.2.9, whose binaries were not at hand; the gRPC
// frames are those that grpc 1.3.0 prints (test/fixtures/calls/grpc-1.3.0.txt).

interface Era {
  /** Import path of containerd's repository, as this version of dockerd and containerd spells it. */
  readonly containerd: string;
  /** Innermost frames while the shim runs `runc create` or `runc exec`. */
  readonly waiting: readonly string[];
}

const eras: Readonly<Record<string, Era>> = {
  "docker 17.06": {
    containerd: "github.com/containerd/containerd",
    waiting: ["runtime.(*container).createCmd"],
  },
  "docker 1.12": {
    containerd: "github.com/docker/containerd",
    waiting: ["runtime.(*container).waitForCreate", "runtime.(*container).createCmd"],
  },
};

const grpcServer = [
  "google.golang.org/grpc.(*Server).processUnaryRPC",
  "google.golang.org/grpc.(*Server).handleStream",
  "google.golang.org/grpc.(*Server).serveStreams.func1.1",
];

/** dockerd inside a call to containerd. */
const asking = (era: Era, id: number, method: string, caller: string): Written => ({
  id,
  calls: [
    "google.golang.org/grpc/transport.(*Stream).Header",
    "google.golang.org/grpc.recvResponse",
    "google.golang.org/grpc.invoke",
    "google.golang.org/grpc.Invoke",
    `github.com/docker/docker/vendor/${era.containerd}/api/grpc/types.(*aPIClient).${method}`,
    `github.com/docker/docker/libcontainerd.(*client).${caller}`,
  ],
});

/** containerd's handler, which only waits for the answer of the supervisor. */
const handling = ({ containerd }: Era, id: number, method: string): Written => ({
  id,
  state: "chan receive",
  calls: [
    `${containerd}/api/grpc/server.(*apiServer).${method}`,
    `${containerd}/api/grpc/types._API_${method}_Handler`,
    ...grpcServer,
  ],
});

/** The one goroutine that carries out requests. */
const supervising = ({ containerd }: Era, id: number, state: string, ...inner: string[]): Written => ({
  id,
  state,
  calls: [...inner, "supervisor.(*Supervisor).handleTask", "supervisor.(*Supervisor).Start.func1"].map((frame) =>
    /^(?:supervisor|runtime)\.\(/.test(frame) ? `${containerd}/${frame}` : frame,
  ),
});

const idleSupervisor = ({ containerd }: Era, id: number): Written => ({
  id,
  state: "chan receive",
  calls: [`${containerd}/supervisor.(*Supervisor).Start.func1`],
});

const worker = ({ containerd }: Era, id: number, state: string, ...inner: string[]): Written => ({
  id,
  state,
  calls: [...inner, "supervisor.(*worker).Start"].map((frame) => `${containerd}/${frame}`),
});

const links = (dump: Dump) => findHandovers(dump).map(({ from, to }) => [from.id, to.id]);
const chains = (...dumps: Dump[]) =>
  rootBlockers(buildGraph(dumps)).map(({ steps, end, victimsIndirect }) => ({
    steps: steps.map(({ goroutine, via }) => [goroutine, via?.kind]),
    end: [end.kind, end.verb],
    victimsIndirect,
  }));

describe.each(Object.entries(eras))("%s", (_, era) => {
  test("an exec that hangs: whoever asks containerd for anything waits for it", () => {
    const dockerd = dumpOf(
      "dockerd.log",
      asking(era, 1, "AddProcess", "AddProcess"),
      asking(era, 2, "Signal", "Signal"),
    );
    const containerd = dumpOf(
      "containerd.log",
      handling(era, 10, "AddProcess"),
      handling(era, 11, "Signal"),
      supervising(
        era,
        12,
        "select",
        ...era.waiting,
        "runtime.(*container).Exec",
        "supervisor.(*Supervisor).addProcess",
      ),
      worker(era, 13, "chan receive"),
    );
    expect(
      findCalls([dockerd, containerd]).map(({ client, server }) => [client.goroutine.id, server?.goroutine.id]),
    ).toEqual([
      [1, 10],
      [2, 11],
    ]);
    expect(links(containerd)).toEqual([
      [10, 12],
      [11, 12],
    ]);
    expect(chains(dockerd, containerd)).toEqual([
      {
        steps: [
          [1, "rpc"],
          [10, "channel"],
          [12, undefined],
        ],
        end: ["runc", "exec"],
        victimsIndirect: 4,
      },
    ]);
  });

  test("containers are started by workers while the supervisor goes on", () => {
    const containerd = dumpOf(
      "containerd.log",
      handling(era, 10, "CreateContainer"),
      idleSupervisor(era, 12),
      worker(era, 13, "select", ...era.waiting, "runtime.(*container).Start"),
      worker(era, 14, "chan receive"),
    );
    expect(links(containerd)).toEqual([[10, 13]]);
    expect(chains(containerd)).toMatchObject([{ end: ["runc", "create"] }]);
  });

  test("a start that no worker has is still with the supervisor", () => {
    const containerd = dumpOf(
      "containerd.log",
      handling(era, 10, "CreateContainer"),
      handling(era, 11, "CreateContainer"),
      supervising(
        era,
        12,
        "syscall",
        "os/exec.(*Cmd).Wait",
        "os/exec.(*Cmd).CombinedOutput",
        "runtime.(*container).Delete",
      ),
      worker(era, 13, "select", ...era.waiting, "runtime.(*container).Start"),
    );
    expect(links(containerd)).toEqual([
      [10, 13],
      [11, 12],
    ]);
  });
});

test("`runc start` and `runc events` are run by goroutines of their own", () => {
  const era = eras["docker 17.06"] as Era;
  const output = ["syscall.wait4", "os.(*Process).Wait", "os/exec.(*Cmd).Wait", "os/exec.(*Cmd).CombinedOutput"];
  const containerd = dumpOf(
    "containerd.log",
    handling(era, 10, "CreateContainer"),
    handling(era, 11, "Stats"),
    idleSupervisor(era, 12),
    worker(era, 13, "select", "runtime.(*process).Start"),
    { id: 14, state: "syscall", calls: [...output, `${era.containerd}/runtime.(*process).Start.func1`] },
    {
      id: 15,
      state: "syscall",
      calls: [
        ...output,
        `${era.containerd}/runtime.(*container).Stats`,
        `${era.containerd}/supervisor.(*Supervisor).stats.func1`,
      ],
    },
  );
  expect(links(containerd)).toEqual([
    [10, 13],
    [11, 15],
    [13, 14],
  ]);
  expect(chains(containerd).map(({ end }) => end)).toEqual([
    ["runc", "start"],
    ["runc", "events"],
  ]);
});

test("a healthy containerd has nothing to tell", () => {
  const era = eras["docker 17.06"] as Era;
  const events: Written = {
    id: 10,
    state: "chan receive",
    calls: [
      `${era.containerd}/api/grpc/server.(*apiServer).Events`,
      `${era.containerd}/api/grpc/types._API_Events_Handler`,
      "google.golang.org/grpc.(*Server).processStreamingRPC",
      ...grpcServer.slice(1),
    ],
  };
  const containerd = dumpOf("containerd.log", events, idleSupervisor(era, 12), worker(era, 13, "chan receive"));
  expect(findHandovers(containerd)).toEqual([]);
  expect(chains(containerd)).toEqual([]);
});

test("an event of a container waits for the one before it", () => {
  const append = "github.com/docker/docker/libcontainerd/queue.(*Queue).Append.func1";
  const dockerd = dumpOf(
    "dockerd.log",
    { id: 1, state: "chan receive", calls: [append] },
    {
      id: 2,
      state: "chan receive",
      calls: ["main.wait", "github.com/docker/docker/daemon.(*Daemon).ProcessEvent", append],
    },
  );
  expect(links(dockerd)).toEqual([[1, 2]]);
});

test.each(handoverRules)("handover rule $name reads its example", ({ waiter, worker: works, example }) => {
  const symbol = (name: string) => goroutineOf(name).stack.frames[0]?.func.symbol ?? "";
  expect(symbol(example.waiter)).toMatch(waiter);
  expect(symbol(example.worker)).toMatch(works);
  expect(handoverRules.find((rule) => rule.waiter.test(example.waiter))?.waiter).toBe(waiter);
});
