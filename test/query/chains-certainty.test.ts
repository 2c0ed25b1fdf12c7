import { describe, expect, test } from "vitest";
import { buildGraph } from "../../src/graph/build-graph.ts";
import type { BlockingChain } from "../../src/model/diagnosis.ts";
import type { Dump } from "../../src/model/dump.ts";
import { chainFrom } from "../../src/query/chain-from.ts";
import { rootBlockers } from "../../src/query/root-blockers.ts";
import { dumpOf, grpcAnswer, grpcServer, ttrpcServer, type Written } from "../calls/reconstruct.ts";

// Reconstructed goroutines: several equal calls at once, in one shim or in several.

const tasks = "github.com/containerd/containerd/api/services/tasks/v1";
const task = "github.com/containerd/containerd/runtime/v2/task";

const asking = (id: number, method = "Start"): Written => ({
  id,
  calls: [...grpcAnswer, `${tasks}.(*tasksClient).${method}`, "github.com/containerd/containerd.(*process).Start"],
});

const passing = (id: number, method = "Start"): Written => ({
  id,
  calls: [
    "github.com/containerd/ttrpc.(*Client).dispatch@163",
    "github.com/containerd/ttrpc.(*Client).Call",
    `${task}.(*taskClient).${method}`,
    `github.com/containerd/containerd/runtime/v2.(*process).${method}`,
    `${tasks}._Tasks_${method}_Handler`,
    ...grpcServer,
  ],
});

const running = (id: number, verb: string, method = "Start"): Written => ({
  id,
  state: "chan receive",
  calls: [
    "github.com/containerd/containerd/sys/reaper.(*Monitor).Wait",
    `github.com/containerd/go-runc.(*Runc).${verb}`,
    `github.com/containerd/containerd/pkg/process.(*execProcess).${method}`,
    `${task}.RegisterTaskService.func3`,
    ...ttrpcServer,
  ],
});

/** Blocked in the shim itself, on something else. */
const stuck = (id: number): Written => ({
  id,
  state: "chan receive",
  calls: [
    "example.org/shim.wait",
    "github.com/containerd/containerd/pkg/process.(*execProcess).Start",
    `${task}.RegisterTaskService.func3`,
    ...ttrpcServer,
  ],
});

const brief = ({ steps, end, confidence }: BlockingChain) => ({
  length: steps.length,
  end: `${end.kind} ${end.verb}`,
  or: (end.or ?? []).length,
  confidence,
});
const chains = (...dumps: Dump[]) => rootBlockers(buildGraph(dumps)).map(brief);

describe("several equal calls in flight", () => {
  test("one call: as sure as its two pairs", () => {
    expect(chains(dumpOf("d", asking(1)), dumpOf("c", passing(11)), dumpOf("s", running(21, "Exec")))).toEqual([
      { length: 3, end: "runc exec", or: 0, confidence: 0.9 },
    ]);
  });

  test("three that all end in `runc exec`: nobody knows which is whose, but what they wait for is as sure", () => {
    const found = chains(
      dumpOf("d", asking(1), asking(2), asking(3)),
      dumpOf("c", passing(11), passing(12), passing(13)),
      dumpOf("s", running(21, "Exec"), running(22, "Exec"), running(23, "Exec")),
    );
    expect(found).toHaveLength(3);
    for (const chain of found) expect(chain).toEqual({ length: 3, end: "runc exec", or: 2, confidence: 0.9 });
  });

  test("of two that end differently each end is as likely as the other", () => {
    const found = chains(
      dumpOf("d", asking(1), asking(2)),
      dumpOf("c", passing(11), passing(12)),
      dumpOf("s", running(21, "Exec"), stuck(22)),
    );
    expect(found.map(({ end, or, confidence }) => [end, or, confidence])).toEqual([
      ["runc exec", 0, 0.45],
      ["channel undefined", 0, 0.45],
    ]);
  });

  test("a server whose client gave up may be the true one: then the end is less sure", () => {
    const [chain] = chains(
      dumpOf("d", asking(1)),
      dumpOf("c", passing(11)),
      dumpOf("s", running(21, "Exec"), stuck(22)),
    );
    expect(chain?.confidence).toBeLessThan(0.5);
  });

  test("the way from one goroutine is as sure", () => {
    const graph = buildGraph([
      dumpOf("d", asking(1), asking(2)),
      dumpOf("c", passing(11), passing(12)),
      dumpOf("s", running(21, "Exec"), running(22, "Exec")),
    ]);
    const dump = graph.getAttribute("dumps").find(({ dump }) => dump.file === "d")?.name ?? "";
    expect(chainFrom(graph, { dump, goroutine: 1 })).toMatchObject({ end: { kind: "runc" }, confidence: 0.9 });
  });
});
