import type { CallEnd } from "../../model/call.ts";
import type { SymbolRule } from "../symbol-rule.ts";

/** A frame that shows the object of a connection, at a position among its argument words. */
export interface ConnectionRule extends SymbolRule {
  readonly protocol: CallEnd["protocol"];
  readonly position: number;
  readonly source: string;
}

/** Client side: one object for each connection, or for each group of connections that are used as one. */
export const clientConnections: readonly ConnectionRule[] = [
  {
    name: "ttrpc-client",
    pattern: /(?:^|\/)ttrpc\.\(\*Client\)\.(?:Call|NewStream|dispatch|createStream)$/,
    example: "github.com/containerd/ttrpc.(*Client).Call",
    protocol: "ttrpc",
    position: 0,
    source: "ttrpc v1.0.0 to v1.2.7 client.go: the receiver",
  },
  {
    name: "grpc-client-connection",
    pattern: /^google\.golang\.org\/grpc\.\(\*ClientConn\)\.(?:Invoke|NewStream)$/,
    example: "google.golang.org/grpc.(*ClientConn).Invoke",
    protocol: "grpc",
    position: 0,
    source: "grpc v1.8.0 to v1.82.1 call.go, stream.go: the receiver",
  },
  {
    name: "grpc-invoke",
    pattern: /^google\.golang\.org\/grpc\.(?:invoke|Invoke)$/,
    example: "google.golang.org/grpc.invoke",
    protocol: "grpc",
    position: 8,
    source: "grpc v1.0.5 to v1.82.1 call.go: invoke(ctx, method, args, reply, cc, …), two words each before cc",
  },
];

/** Server side: the transport of gRPC, one for each connection. */
export const serverConnections: readonly ConnectionRule[] = [
  {
    name: "grpc-handle-stream",
    pattern: /^google\.golang\.org\/grpc\.\(\*Server\)\.handleStream$/,
    example: "google.golang.org/grpc.(*Server).handleStream",
    protocol: "grpc",
    position: 2,
    source: "grpc v1.0.5 to v1.82.1 server.go: handleStream(t, stream, …), t an interface of two words",
  },
];

/** The goroutine that keeps a connection of a client. */
export const connectionRunners: readonly ConnectionRule[] = [
  {
    name: "ttrpc-run",
    pattern: /(?:^|\/)ttrpc\.\(\*Client\)\.run$/,
    example: "github.com/containerd/ttrpc.(*Client).run",
    protocol: "ttrpc",
    position: 0,
    source: "ttrpc v1.0.0 to v1.2.7 client.go: the receiver",
  },
];
