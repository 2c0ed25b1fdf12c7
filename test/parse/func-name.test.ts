import { describe, expect, test } from "vitest";
import { makeFuncName } from "../../src/parse/func-name.ts";
import { readWith } from "../../src/parse/grammar.ts";

function split(text: string) {
  const node = readWith("FuncName", text);
  if (!node) throw new Error(`No function name: ${text}`);
  return makeFuncName(node);
}

test("every part of a name", () => {
  expect(split("github.com/docker/docker/vendor/gopkg.in/yaml%2ev2.(*decoder).unmarshal")).toEqual({
    text: "github.com/docker/docker/vendor/gopkg.in/yaml%2ev2.(*decoder).unmarshal",
    symbol: "gopkg.in/yaml.v2.(*decoder).unmarshal",
    package: "gopkg.in/yaml.v2",
    receiver: "decoder",
    pointerReceiver: true,
    name: "unmarshal",
    closure: "",
    short: "yaml.v2.(*decoder).unmarshal",
  });
});

test("the package before an unexported method value is no part of its symbol", () => {
  const { symbol, short } = split("a/vendor/net/http.(*Transport).(a/vendor/net/http.getConn)-fm");
  expect({ symbol, short }).toEqual({
    symbol: "net/http.(*Transport).getConn-fm",
    short: "http.(*Transport).getConn-fm",
  });
});

describe("vendor prefixes", () => {
  test.each([
    ["github.com/docker/docker/vendor/src/github.com/docker/libcontainer.New", "github.com/docker/libcontainer.New"],
    ["a/vendor/b/vendor/c/d.F", "c/d.F"],
    ["vendor/golang.org/x/net/http2/hpack.(*Decoder).Write", "golang.org/x/net/http2/hpack.(*Decoder).Write"],
    ["example.com/vendors/x.F", "example.com/vendors/x.F"],
  ])("%s", (text, symbol) => expect(split(text).symbol).toBe(symbol));
});

/** Forms of facts about symbol names, Go 1.3 to 1.27; most stand in the fixtures as well. */
describe("forms", () => {
  test.each([
    ["main.main", "main", undefined, "main", ""],
    ["panic", "", undefined, "panic", ""],
    ["main.main.func1.2", "main", undefined, "main", "func1.2"],
    ["net/http.(*conn).serve", "net/http", "conn", "serve", ""],
    ["net/http.HandlerFunc.ServeHTTP", "net/http", "HandlerFunc", "ServeHTTP", ""],
    ["example.com/my.pkg.v2/sub-dir/inner.Call", "example.com/my.pkg.v2/sub-dir/inner", undefined, "Call", ""],
    ["main.T.M-fm", "main", "T", "M", "fm"],
    ["main.(T).M-fm", "main", "T", "M", "fm"],
    ["main.(*router).(main.get)-fm", "main", "router", "get", "fm"],
    ["main.(doer).(main.do)-fm", "main", "doer", "do", "fm"],
    ["main.*T.Ptr·fm", "main", "T", "Ptr", "fm"],
    ["main.func·001", "main", undefined, "", "func·001"],
    ["main.init·1", "main", undefined, "init", "1"],
    ["main.init.0.func1", "main", undefined, "init", "0.func1"],
    ["main.glob..func1", "main", undefined, "glob", "func1"],
    ["main.main·dwrap·2", "main", undefined, "main", "dwrap·2"],
    ["main.F.func1.gowrap1", "main", undefined, "F", "func1.gowrap1"],
    ["main.user-range1-range3", "main", undefined, "user", "range1-range3"],
    ["main.F[...]", "main", undefined, "F", ""],
    ["main.(*G[...]).M.func1.1", "main", "G", "M", "func1.1"],
    ["main.G[...].M", "main", "G", "M", ""],
    ["iter.Pull[...].func1.1", "iter", undefined, "Pull", "func1.1"],
    ["main.outer.outer.func1.func2.1", "main", undefined, "outer", "outer.func1.func2.1"],
    ["main.main.(*myint).PLess.func20", "main", undefined, "main", "(*myint).PLess.func20"],
    ["main.user.user.seq.func2.user-range1", "main", undefined, "user", "user.seq.func2.user-range1"],
    ["main.Ünïcode世界", "main", undefined, "Ünïcode世界", ""],
    ["go:(*struct { main.x int; sync.Mutex }).Lock", "go", "struct { main.x int; sync.Mutex }", "Lock", ""],
    ["type:.eq.main.K", "type", undefined, "eq.main.K", ""],
    ["runtime.asmcgocall.abi0", "runtime", undefined, "asmcgocall", "abi0"],
    ["main._Cfunc_csleep", "main", undefined, "_Cfunc_csleep", ""],
  ])("%s", (text, path, receiver, name, closure) => {
    const { package: actual, receiver: owner, name: own, closure: rest } = split(text);
    expect([actual, owner, own, rest]).toEqual([path, receiver, name, closure]);
  });
});

test.each(["", "foo bar", "main.", "a/b/c", "(main).", "time=x level=info"])("no name: %s", (text) => {
  expect(readWith("FuncName", text)).toBeUndefined();
});
