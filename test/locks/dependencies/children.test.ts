import { expect, test } from "vitest";
import { findDependencies } from "../../../src/locks/find-dependencies.ts";
import { parse } from "../../../src/parse/parse.ts";

/** A handler of a server, in a select of its own; reconstructed. */
const handler = (id: number, server: string): string => `goroutine ${id} [select]:
example.org/svc.(*API).get(0xc000300000)
	/src/api.go:30 +0x1
net/http.serverHandler.ServeHTTP({${server}}, {0x8f7c80, 0xc000146000}, 0xc000110400)
	net/http/server.go:2936 +0x1
net/http.(*conn).serve(0xc000102000, {0x8f7f28, 0xc000028088})
	net/http/server.go:1995 +0x1
created by net/http.(*Server).Serve
	net/http/server.go:3089 +0x1
`;

const IDLE = `goroutine 9 [IO wait]:
internal/poll.runtime_pollWait(0x7f0000000000, 0x72)
	runtime/netpoll.go:306 +0x1
net.(*conn).Read(0xc000102000, {0xc000200000, 0x1000, 0x1000})
	net/net.go:183 +0x1
bufio.(*Reader).Peek(0xc000204000, 0x4)
	bufio/bufio.go:148 +0x1
net/http.(*conn).serve(0xc000102000, {0x8f7f28, 0xc000028088})
	net/http/server.go:2030 +0x1
created by net/http.(*Server).Serve
	net/http/server.go:3089 +0x1
`;

function awaited(others: readonly string[]): (number | undefined)[] {
  const shutdown = `goroutine 1 [select]:
net/http.(*Server).Shutdown(0xc0000f2000, {0x8f7f28, 0xc000028088})
	net/http/server.go:2778 +0x1
main.main()
	/src/main.go:9 +0x1
`;
  const [dump] = parse(new TextEncoder().encode([shutdown, ...others].join("\n")), { name: "reconstructed" }).dumps;
  if (!dump) throw new Error("the reconstructed text has no dump");
  return findDependencies(dump).flatMap(({ from, to }) => (from.id === 1 ? [to.id] : []));
}

test("a server that shuts down waits for its handlers, not for connections without a request", () => {
  expect(awaited([handler(2, "0xc0000f2000"), handler(3, "0xc0001028a0?"), IDLE])).toEqual([2, 3]);
});

test("handlers of another server are not waited for", () => {
  expect(awaited([handler(2, "0xc0000f2000?"), handler(3, "0xc0000f4000")])).toEqual([2]);
});
