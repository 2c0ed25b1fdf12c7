import type { SymbolRule } from "../symbol-rule.ts";

/** What a frame inside a client stub says about the request. */
export interface SentRule extends SymbolRule {
  readonly sent: boolean;
  /** Only at one of these lines: the same function waits before and after sending. */
  readonly lines?: readonly number[];
  /** Or only from this line on. */
  readonly fromLine?: number;
  readonly source: string;
}

/** Innermost frame first, first match wins; a frame that no rule names says nothing. */
export const sentRules: readonly SentRule[] = [
  {
    name: "grpc-no-connection",
    pattern:
      /^google\.golang\.org\/grpc\.\(\*(?:pickerWrapper\)\.pick|ClientConn\)\.(?:WaitForStateChange|waitForResolvedAddrs|getTransport)|addrConn\)\.wait)$/,
    example: "google.golang.org/grpc.(*pickerWrapper).pick",
    sent: false,
    source:
      "grpc v1.27.1 picker_wrapper.go:133, clientconn.go:505,545; v1.7.2 clientconn.go:1044: waits for a connection that is ready",
  },
  {
    name: "grpc-new-stream",
    pattern: /^google\.golang\.org\/grpc\/(?:internal\/)?transport\.\(\*http2Client\)\.NewStream$/,
    example: "google.golang.org/grpc/internal/transport.(*http2Client).NewStream",
    sent: false,
    source:
      "grpc v1.27.1 internal/transport/http2_client.go:559: waits for stream quota before the header frame is queued",
  },
  {
    name: "grpc-write-quota",
    pattern:
      /^google\.golang\.org\/grpc\/(?:internal\/)?transport\.\(\*(?:writeQuota\)\.get|http2Client\)\.Write|controlBuffer\)\.throttle)$/,
    example: "google.golang.org/grpc/internal/transport.(*writeQuota).get",
    sent: false,
    source:
      "grpc v1.27.1 internal/transport/flowcontrol.go:53: waits until earlier bytes have left; the server has no whole request",
  },
  {
    name: "grpc-answer",
    pattern: /^google\.golang\.org\/grpc\/(?:internal\/)?transport\.\(\*(?:Client)?Stream\)\.(?:waitOnHeader|Header)$/,
    example: "google.golang.org/grpc/internal/transport.(*Stream).waitOnHeader",
    sent: true,
    source: "grpc v1.27.1 internal/transport/transport.go: waits for the response's header",
  },
  {
    name: "ttrpc-create-stream",
    pattern: /(?:^|\/)ttrpc\.\(\*Client\)\.createStream$/,
    example: "github.com/containerd/ttrpc.(*Client).createStream",
    sent: false,
    source: "ttrpc v1.2.7 client.go:387: holds or waits for sendLock, then writes the request",
  },
  {
    name: "ttrpc-hand-over",
    pattern: /(?:^|\/)ttrpc\.\(\*Client\)\.dispatch$/,
    lines: [153, 155],
    example: "github.com/containerd/ttrpc.(*Client).dispatch",
    sent: false,
    source: "ttrpc client.go, first select of dispatch: line 153 in v1.0.0 and v1.0.1, 155 in v1.0.2 to v1.1.2",
  },
  {
    name: "ttrpc-answer",
    pattern: /(?:^|\/)ttrpc\.\(\*Client\)\.dispatch$/,
    lines: [161, 163],
    example: "github.com/containerd/ttrpc.(*Client).dispatch",
    sent: true,
    source: "ttrpc client.go, select for the reply: line 161 in v1.0.0 and v1.0.1, 163 in v1.0.2 to v1.1.2",
  },
  {
    name: "ttrpc-stream-answer",
    pattern: /(?:^|\/)ttrpc\.\(\*Client\)\.dispatch$/,
    fromLine: 400,
    example: "github.com/containerd/ttrpc.(*Client).dispatch",
    sent: true,
    source:
      "ttrpc client.go: since v1.2.0 createStream sends the request, and dispatch, behind all of the connection's code, only waits for the reply: line 480 in v1.2.0, 545 in v1.2.7",
  },
  {
    name: "http-no-connection",
    pattern: /^net\/http\.\(\*Transport\)\.(?:getConn|getIdleConn|dialConn|dial)$/,
    example: "net/http.(*Transport).getConn",
    sent: false,
    source: "Go 1.19 net/http/transport.go: waits for an idle or a new connection",
  },
  {
    name: "http-answer",
    pattern: /^net\/http\.\(\*persistConn\)\.roundTrip$/,
    example: "net/http.(*persistConn).roundTrip",
    sent: true,
    source: "Go 1.19 net/http/transport.go: the request is with the connection's writer, waits for the response",
  },
];
