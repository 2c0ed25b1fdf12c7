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
  /** A frame of those it waits for that runs on the object of the waiting function: one that shows another object is not waited for. */
  readonly on?: SymbolPattern;
  /** When it may also go on without them. */
  readonly confidence?: number;
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
  {
    name: "http-shutdown",
    waiter: symbolPattern("net/http.(*Server).Shutdown"),
    creator: symbolPattern("net/http.(*Server).Serve"),
    startedByOthers: true,
    all: true,
    on: symbolPattern("net/http.serverHandler.ServeHTTP"),
    confidence: 0.7,
    source:
      "go net/http/server.go: until its context ends, Shutdown looks again and again whether every connection is idle; Serve starts them",
    example: { waiter: "net/http.(*Server).Shutdown", creator: "net/http.(*Server).Serve" },
  },
  {
    name: "http-test-close",
    waiter: symbolPattern("net/http/httptest.(*Server).Close"),
    creator: symbolPattern("net/http.(*Server).Serve"),
    startedByOthers: true,
    all: true,
    source: "go net/http/httptest/server.go: Close waits with a WaitGroup until the requests have been served",
    example: { waiter: "net/http/httptest.(*Server).Close", creator: "net/http.(*Server).Serve" },
  },
  {
    name: "grpc-graceful-stop",
    waiter: symbolPattern("grpc.(*Server).{GracefulStop,stop}"),
    creator: symbolPattern("grpc.(*Server).serveStreams.func<any>"),
    startedByOthers: true,
    all: true,
    on: symbolPattern("grpc.(*Server).{handleStream,processUnaryRPC,processStreamingRPC}"),
    source: "grpc-go server.go: waits until the connections are gone, which stay while a handler runs",
    example: {
      waiter: "google.golang.org/grpc.(*Server).GracefulStop",
      creator: "google.golang.org/grpc.(*Server).serveStreams.func2",
    },
  },
];
