import type { Dump, Goroutine } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";

/** A goroutine to write: call lines innermost first, with a line number of the source behind "@" where that matters. */
export interface Written {
  readonly id: number;
  readonly state?: string;
  readonly calls: readonly string[];
}

/** A dump of reconstructed goroutines, read by the real reader. */
export function dumpOf(name: string, ...goroutines: readonly Written[]): Dump {
  const text = goroutines.map(({ id, state, calls }) =>
    [`goroutine ${id} [${state ?? "select"}]:`, ...calls.map(frame), ""].join("\n"),
  );
  const [dump] = parse(new TextEncoder().encode(text.join("\n")), { name }).dumps;
  if (!dump) throw new Error(`no dump was read from ${name}`);
  return dump;
}

/** The only goroutine of a dump of its own. */
export function goroutineOf(...calls: readonly string[]): Goroutine {
  return dumpOf("reconstructed", { id: 1, calls }).goroutines.at(0);
}

function frame(call: string): string {
  const [text = "", line = "1"] = call.split("@");
  return `${text.endsWith(")") ? text : `${text}()`}\n\tsource.go:${line} +0x1`;
}

/** gRPC frames inside a client stub that waits for the answer, as Debian's dockerd 20.10.24 prints them. */
export const grpcAnswer: readonly string[] = [
  "google.golang.org/grpc/internal/transport.(*Stream).waitOnHeader",
  "google.golang.org/grpc.(*clientStream).RecvMsg",
  "google.golang.org/grpc.invoke",
  "google.golang.org/grpc.(*ClientConn).Invoke",
];

/** gRPC frames around a handler. */
export const grpcServer: readonly string[] = [
  "google.golang.org/grpc.(*Server).processUnaryRPC",
  "google.golang.org/grpc.(*Server).handleStream",
  "google.golang.org/grpc.(*Server).serveStreams.func1.2",
];

/** ttrpc 1.1 frames around a handler. */
export const ttrpcServer: readonly string[] = [
  "github.com/containerd/ttrpc.defaultServerInterceptor",
  "github.com/containerd/ttrpc.(*serviceSet).dispatch",
  "github.com/containerd/ttrpc.(*serviceSet).call",
  "github.com/containerd/ttrpc.(*serverConn).run.func2",
];

/** net/http frames around a handler. */
export const httpServer: readonly string[] = [
  "net/http.HandlerFunc.ServeHTTP",
  "github.com/gorilla/mux.(*Router).ServeHTTP",
  "net/http.serverHandler.ServeHTTP",
  "net/http.(*conn).serve",
];
