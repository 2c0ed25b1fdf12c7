import { expect, test } from "vitest";
import { findDependencies } from "../../../src/locks/find-dependencies.ts";
import { parse } from "../../../src/parse/parse.ts";

const LOCK = `sync.runtime_SemacquireMutex(0xc000200004, 0x0, 0x1)
	runtime/sema.go:71 +0x1
sync.(*Mutex).Lock(0xc000200000)
	sync/mutex.go:138 +0x1
`;

/** One frame of a method, as Go 1.15 prints it; made up. */
const frame = (func: string, object = "0xc000100000"): string => `main.${func}(${object})\n\t/src/queue.go:30 +0x1\n`;

/** Goroutine 1 sends on a channel of the object 0xc000100000; the others are given. Reconstructed. */
function dependenciesOf(
  others: readonly string[],
  state = "chan send",
  asking = frame("(*Queue).Put"),
  holder = false,
) {
  const texts = [
    // The arguments of a mutex tell which Go printed them, and so whether they can be trusted.
    `goroutine 9 [semacquire]:\n${LOCK}main.main()\n\t/src/main.go:5 +0x1\n`,
    `goroutine 1 [${state}]:\n${asking}main.handle(0x1)\n\t/src/main.go:9 +0x1\n`,
    ...others.map((other, index) => `goroutine ${index + 2} ${other}created by main.start\n\t/src/main.go:7 +0x1\n`),
  ];
  const [dump] = parse(new TextEncoder().encode(texts.join("\n")), { name: "reconstructed" }).dumps;
  if (!dump) throw new Error("the reconstructed text has no dump");
  return findDependencies(dump, undefined, new Set(holder ? [1] : []))
    .filter(({ from }) => from.id === 1)
    .map(({ to, kind, evidence }) => [to.id, kind, evidence[0]?.rule]);
}

const heldUp = (loop = frame("(*Queue).serve")): string =>
  `[semacquire]:\n${LOCK}${frame("(*Store).add", "0xc000300000")}${loop}`;
const SERVES = [[2, "channel", "runs-the-object"]];

test("who waits on a channel of an object waits for the goroutine that runs the object and is held up", () => {
  expect(dependenciesOf([heldUp()])).toEqual(SERVES);
  expect(dependenciesOf([heldUp()], "chan receive")).toEqual(SERVES);
  const literal = frame("(*Queue).Put.func1", "0x1") + frame("(*Queue).Put");
  expect(dependenciesOf([heldUp()], "chan send", literal)).toEqual(SERVES);
});

test("one that sends, or waits for a WaitGroup in the middle of its work, is held up", () => {
  expect(dependenciesOf([`[chan send]:\n${frame("(*Queue).serve")}`])).toEqual(SERVES);
  const all = "sync.(*WaitGroup).Wait(0xc000300000)\n\tsync/waitgroup.go:130 +0x1\n";
  const within = `[semacquire]:\n${all}${frame("(*Store).flush", "0xc000300000")}${frame("(*Queue).serve")}`;
  expect(dependenciesOf([within])).toEqual(SERVES);
});

test("the other end of a pipe is served in the same way, a call of a library is not", () => {
  const pipe = "io.(*pipe).write(0xc000500000, 0xc000600000, 0x10, 0x10)\n\tio/pipe.go:86 +0x1\n";
  const call = "net/rpc.(*Client).Call(0xc000500000)\n\tnet/rpc/client.go:321 +0x1\n";
  expect(dependenciesOf([heldUp()], "select", pipe + frame("(*Queue).Put"), true)).toEqual(SERVES);
  expect(dependenciesOf([heldUp()], "chan receive", call + frame("(*Queue).Put"))).toEqual([]);
});

test("the function literal of a go statement, and what runs a worker, lie below its method", () => {
  expect(dependenciesOf([heldUp(`${frame("(*Queue).serve")}main.start.func1()\n\t/src/main.go:8 +0x1\n`)])).toEqual(
    SERVES,
  );
  const until = "k8s.io/apimachinery/pkg/util/wait.Until(0x1)\n\t/src/wait.go:8 +0x1\n";
  expect(dependenciesOf([heldUp(frame("(*Queue).serve") + until)])).toEqual(SERVES);
});

test.each([
  ["runs another object", [heldUp(frame("(*Queue).serve", "0xc000400000"))]],
  [
    "waits for input",
    [`[IO wait]:\nnet.(*conn).Read(0xc000300000)\n\tnet/net.go:183 +0x1\n${frame("(*Queue).serve")}`],
  ],
  [
    "waits for its children",
    [`[semacquire]:\nsync.(*WaitGroup).Wait(0xc000300000)\n\tsync/waitgroup.go:1 +0x1\n${frame("(*Queue).serve")}`],
  ],
  ["is at its channels", [`[select]:\n${frame("(*Queue).serve")}`]],
  ["is one of two", [heldUp(), heldUp(frame("(*Queue).flush"))]],
  ["does the same work", [heldUp(frame("(*Queue).Put"))]],
  ["is no method", [heldUp("main.serve(0xc000100000)\n\t/src/queue.go:30 +0x1\n")]],
])("not for one who %s", (_, others) => {
  expect(dependenciesOf(others)).toEqual([]);
});

test("nobody serves a nil channel", () => {
  expect(dependenciesOf([heldUp()], "chan receive (nil chan)")).toEqual([]);
});
