import type { KnownBug } from "./known-bug.ts";

/** Known bugs of libraries, in any program that has them. */
export const libraryBugs: readonly KnownBug[] = [
  {
    name: "grpc-goaway-order",
    library: "grpc",
    parts: [
      {
        frames: [/transport\.\(\*controlBuffer\)\.\w+$/, /transport\.\(\*http2Client\)\.handleGoAway$/],
        state: "lock",
        example: "google.golang.org/grpc/internal/transport.(*controlBuffer).executeAndPut(0x1)",
      },
      {
        frames: [/transport\.\(\*http2Client\)\.NewStream\.func\d+$/, /transport\.\(\*controlBuffer\)\.\w+$/],
        state: "lock",
        example: "google.golang.org/grpc/internal/transport.(*http2Client).NewStream.func4(0x1)",
      },
    ],
    meaning:
      "A grpc client takes the locks of its connection and of its queue in both orders when the server says that it goes away.",
    affected: "grpc-go 1.49.0",
    versions: [["1.49", "1.50"]],
    fixed: "grpc-go 1.50.0",
    reference: "grpc/grpc-go#5644",
    provenance: "public report",
  },
  {
    name: "grpc-goaway-write",
    library: "grpc",
    parts: [
      {
        frames: [/transport\.\(\*http2Client\)\.GetGoAwayReason$/, /transport\.\(\*http2Client\)\.Close$/],
        state: "lock",
        example: "google.golang.org/grpc/internal/transport.(*http2Client).GetGoAwayReason(0x1)",
      },
      {
        frames: [/transport\.\(\*http2Client\)\.outgoingGoAwayHandler$/],
        state: /^IO wait/,
        example: "google.golang.org/grpc/internal/transport.(*http2Client).outgoingGoAwayHandler(0x1)",
      },
    ],
    meaning:
      "Closing a grpc connection waits for a lock that is held while a last frame is written, and the other side does not read.",
    affected: "grpc-go 1.64 to 1.67",
    versions: [["1.64", "1.68"]],
    fixed: "grpc-go 1.68.0",
    reference: "grpc/grpc-go#7606, #7662",
    provenance: "public report",
  },
  {
    name: "ttrpc-one-goroutine",
    library: "ttrpc",
    parts: [
      {
        frames: [/\/ttrpc\.\(\*Client\)\.send$/, /\/ttrpc\.\(\*Client\)\.run$/],
        state: /^IO wait/,
        example: "github.com/containerd/ttrpc.(*Client).send(0x1)",
      },
    ],
    meaning:
      "A ttrpc client writes requests and reads answers in one goroutine: while the server does not read, because it waits to write an answer, neither goes on.",
    affected: "ttrpc before 1.1.0 (containerd before 1.6 has it, but not the last of 1.5)",
    versions: [["1.0", "1.1.0"]],
    fixed: "ttrpc 1.1.0",
    reference: "containerd/ttrpc#72, #94",
    provenance: "public report",
  },
  {
    name: "ttrpc-stream-lock",
    library: "ttrpc",
    parts: [
      {
        frames: [/\/ttrpc\.\(\*channel\)\.send$/, /\/ttrpc\.\(\*Client\)\.(?:createStream|send)$/],
        state: /^IO wait/,
        example: "github.com/containerd/ttrpc.(*channel).send(0x1)",
      },
      {
        frames: [/\/ttrpc\.\(\*Client\)\.getStream$/],
        state: "lock",
        example: "github.com/containerd/ttrpc.(*Client).getStream(0x1)",
      },
    ],
    meaning:
      "A ttrpc client keeps its table of streams locked while it waits to send, so that it cannot read the answers which the server waits to write.",
    affected: "ttrpc 1.2.0 to 1.2.3 (containerd 1.7.0 to 1.7.16)",
    versions: [["1.2.0", "1.2.4"]],
    fixed: "ttrpc 1.2.4 (containerd 1.7.17)",
    reference: "containerd/ttrpc#168; createStream in client.go of 1.2.3 and 1.2.4",
    provenance: "public report",
  },
];
