import { type SymbolPattern, symbolPattern } from "../../facts/symbol-pattern.ts";

/** A function that waits for the goroutines that it, or its counterpart, started. */
export interface ParentWait {
  readonly name: string;
  /** The waiting function: the lock site, or the innermost frame of a channel receive. */
  readonly waiter: SymbolPattern;
  /** The function in "created by" of those it waits for. */
  readonly creator: SymbolPattern;
  /** The goroutine that waits has not started them itself. */
  readonly startedByOthers?: true;
  /** It waits for all that it has started, over channels. */
  readonly all?: true;
  readonly source: string;
  readonly example: { readonly waiter: string; readonly creator: string };
}

export const parentWaits: readonly ParentWait[] = [
  {
    name: "errgroup",
    waiter: symbolPattern("errgroup.(*Group).Wait"),
    creator: symbolPattern("errgroup.(*Group).{Go,TryGo,add}"),
    source: "golang.org/x/sync/errgroup/errgroup.go: Go starts the goroutine that calls wg.Done",
    example: { waiter: "golang.org/x/sync/errgroup.(*Group).Wait", creator: "golang.org/x/sync/errgroup.(*Group).Go" },
  },
  {
    name: "docker-streams",
    waiter: symbolPattern("stream.(*Config).Wait.func1"),
    creator: symbolPattern("stream.(*Config).CopyToPipe.func1"),
    startedByOthers: true,
    source:
      "moby v19.03.15 to docker-v29.0.0 container/stream/streams.go: CopyToPipe starts the copies of stdout and stderr",
    example: {
      waiter: "github.com/docker/docker/container/stream.(*Config).Wait.func1",
      creator: "github.com/docker/docker/container/stream.(*Config).CopyToPipe.func1",
    },
  },
  {
    name: "testing",
    waiter: symbolPattern("testing.(*T).Run"),
    creator: symbolPattern("testing.(*T).Run"),
    source: "testing/testing.go: Run starts tRunner and receives from t.signal",
    example: { waiter: "testing.(*T).Run", creator: "testing.(*T).Run" },
  },
  {
    name: "testing-parallel",
    waiter: symbolPattern("testing.tRunner.func1"),
    creator: symbolPattern("testing.(*T).Run"),
    all: true,
    source:
      "testing/testing.go: when a test's function has returned, tRunner receives from each parallel subtest's signal",
    example: { waiter: "testing.tRunner.func1", creator: "testing.(*T).Run" },
  },
];
