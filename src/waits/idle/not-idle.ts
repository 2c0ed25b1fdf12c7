/** Goroutines that look like workers and are not: they wait for something that another goroutine is in the middle of. */
export const NOT_IDLE: readonly {
  readonly name: string;
  readonly path: RegExp;
  readonly example: string;
  readonly source: string;
}[] = [
  {
    name: "event-queue",
    path: /^\S*libcontainerd(?:\/queue)?\.\(\*[qQ]ueue\)\.[aA]ppend\.func1/,
    example: "github.com/docker/docker/libcontainerd/queue.(*Queue).Append.func1",
    source:
      "moby libcontainerd/queue/queue.go: waits until the handler of the container's previous event has returned (reconstructed)",
  },
  {
    name: "test-parent",
    path: /^testing\.tRunner\.func1(?= < |$)/,
    example: "testing.tRunner.func1 < testing.tRunner",
    source: "go testing/testing.go: a test whose function has returned waits for its parallel subtests",
  },
  {
    name: "http-request",
    path: /^(?:net\/http\.\(\*(?:Transport|persistConn)\)\.(?:getConn|roundTrip|dial\w*)|(?:\S*golang\.org\/x\/net\/http2|net\/http\/internal\/http2)\.\(\*ClientConn\)\.[rR]oundTrip|net\/http\.\(\*http2ClientConn\)\.[rR]oundTrip)/,
    example:
      "net/http.(*persistConn).roundTrip < net/http.(*Transport).roundTrip < net/http.send < net/http.(*Client).do",
    source: "go net/http/transport.go: a request in flight (reconstructed)",
  },
];
