import type { IdleRule } from "./rule.ts";

const POLL_READ =
  "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitRead < internal/poll.(*FD).Read";

/** Goroutines of the runtime and the standard library. */
export const STANDARD_IDLE_RULES: readonly IdleRule[] = [
  {
    name: "signal-loop",
    kinds: ["runtime", "syscall", "channel", "select"],
    path: /^os\/signal\.(?:signal_recv|loop)(?= < |$)/,
    example: { state: "syscall", path: "os/signal.signal_recv < os/signal.loop" },
    source: "go os/signal/signal_unix.go",
  },
  {
    name: "runtime-worker",
    kinds: ["runtime", "syscall", "sleep", "select", "channel"],
    path: /^$/,
    example: { state: "GC worker (idle)", path: "" },
    source:
      "go runtime: collector, scavenger, finalizers, timers; until 1.7 also [syscall] with runtime.goexit() alone (facts §0)",
  },
  {
    name: "accept-loop",
    kinds: ["io", "syscall"],
    path: /^(?:\S+ < )*?(?:net\.\(\*\w+\)\.(?:Accept\w*|accept\w*)|syscall\.Accept4?)(?= < |$)/,
    example: {
      state: "IO wait",
      path: "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitRead < internal/poll.(*FD).Accept < net.(*netFD).accept < net.(*UnixListener).accept < net.(*UnixListener).Accept < net/http.(*Server).Serve < main.serve",
    },
    source: "go net: a listener waits for the next connection",
  },
  {
    name: "http-background-read",
    kinds: ["io", "cond"],
    path: / < net\/http\.\(\*connReader\)\.backgroundRead$/,
    example: {
      state: "IO wait",
      path: `${POLL_READ} < net.(*netFD).Read < net.(*conn).Read < net/http.(*connReader).backgroundRead`,
    },
    source: "go net/http/server.go: watches whether the client hangs up while its request is served",
  },
  {
    name: "http-keep-alive",
    kinds: ["io"],
    path: /^(?!.*ServeHTTP)(?:.* < )?(?:net\/http\.\(\*conn\)\.readRequest|bufio\.\(\*Reader\)\.Peek) < net\/http\.\(\*conn\)\.serve$/,
    example: {
      state: "IO wait",
      path: `${POLL_READ} < net.(*netFD).Read < net.(*conn).Read < net/http.(*connReader).Read < bufio.(*Reader).fill < bufio.(*Reader).Peek < net/http.(*conn).serve`,
    },
    source: "go net/http/server.go: a connection waits for the next request (reconstructed)",
  },
  {
    name: "http-client-connection",
    kinds: ["select", "io", "channel"],
    path: /(?:^| < )net\/http\.\(\*persistConn\)\.(?:readLoop|writeLoop)$/,
    example: { state: "select", path: "net/http.(*persistConn).writeLoop" },
    source: "go net/http/transport.go: the two goroutines of a client connection (reconstructed)",
  },
  {
    name: "http2-connection",
    kinds: ["select", "io", "channel", "cond"],
    path: /^(?!.*ServeHTTP)(?:.* < )?(?:net\/http\.\(\*http2|(?:golang\.org\/x\/net|net\/http\/internal)\/http2\.\(\*)(?:serverConn|clientConnReadLoop|ClientConn)\)\.(?:serve|readFrames|readLoop|run)(?= < |$)/,
    example: {
      state: "select",
      path: "net/http.(*http2serverConn).serve < net/http.(*http2Server).ServeConn < net/http.(*conn).serve",
    },
    source: "golang.org/x/net/http2, and its copy in net/http (reconstructed)",
  },
  {
    name: "sql-opener",
    kinds: ["select", "channel"],
    path: /^database\/sql\.\(\*DB\)\.connection(?:Opener|Cleaner|Resetter)$/,
    example: { state: "select", path: "database/sql.(*DB).connectionOpener" },
    source: "go database/sql/sql.go (reconstructed)",
  },
  {
    name: "test-turn",
    kinds: ["channel"],
    path: /^testing\.(?:\(\*test(?:Context|State)\)\.waitParallel < testing\.)?\(\*T\)\.Parallel(?= < |$)/,
    example: { state: "chan receive", path: "testing.(*T).Parallel < example.org/svc.TestPar < testing.tRunner" },
    source: "go testing/testing.go: a parallel test waits for its turn",
  },
  {
    name: "select-forever",
    kinds: ["select"],
    path: /^main\.main$/,
    presumed: true,
    example: { state: "select (no cases)", path: "main.main" },
    source: "the main goroutine of a server parks in a select of its own",
  },
];
