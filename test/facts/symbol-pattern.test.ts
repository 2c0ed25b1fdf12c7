import { expect, test } from "vitest";
import { anySymbol, symbolPattern } from "../../src/facts/symbol-pattern.ts";
import { goroutineOf } from "../calls/reconstruct.ts";

/** A function name as the reader makes it. */
function func(symbol: string) {
  const name = goroutineOf(symbol).stack.frames[0]?.func;
  if (!name) throw new Error(`no function was read from ${symbol}`);
  return name;
}

test.each([
  ["daemon.(*Daemon).containerStart", "github.com/docker/docker/daemon.(*Daemon).containerStart", true],
  ["daemon.(*Daemon).containerStart", "github.com/moby/moby/v2/daemon.(*Daemon).containerStart", true],
  ["daemon.(*Daemon).containerStart", "daemon.(*Daemon).containerStart", true],
  ["daemon.(*Daemon).containerStart", "example.org/mydaemon.(*Daemon).containerStart", false],
  ["daemon.(*Daemon).containerStart", "github.com/docker/docker/daemon.(*Daemon).containerStart.func1", false],
  ["daemon.(*Daemon).containerStart.func<any>", "github.com/docker/docker/daemon.(*Daemon).containerStart.func1", true],
  ["daemon.(*Daemon).containerStart", "github.com/docker/docker/daemon.(*Daemon).containerStarted", false],
  ["exec.(*Store).<any>", "github.com/docker/docker/daemon/exec.(*Store).List", true],
  ["exec.(*Store).<any>", "github.com/docker/docker/daemon/exec.(*Other).List", false],
  ["{bbolt,bolt}.(*DB).{Begin,Update}", "go.etcd.io/bbolt.(*DB).Update", true],
  ["{bbolt,bolt}.(*DB).{Begin,Update}", "go.etcd.io/bbolt.(*DB).View", false],
  // A dot is a dot, not any character.
  ["v2.fetch", "example.org/pkg/v2xfetch.go", false],
])("%s on %s: %s", (pattern, symbol, matches) => {
  expect(symbolPattern(pattern)(func(symbol))).toBe(matches);
});

test("a vendor prefix does not matter", () => {
  const name = func("github.com/docker/docker/vendor/go.etcd.io/bbolt.(*DB).Update");
  expect(symbolPattern("bbolt.(*DB).Update")(name)).toBe(true);
});

test("several patterns match when one does; none never does", () => {
  const name = func("example.org/a.f");
  expect(anySymbol(["a.g", "a.f"])(name)).toBe(true);
  expect(anySymbol([])(name)).toBe(false);
});

test("compiles a pattern once", () => {
  expect(symbolPattern("a.f")).toBe(symbolPattern("a.f"));
});
