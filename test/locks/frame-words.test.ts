import { expect, test } from "vitest";
import { frameWords } from "../../src/locks/frame-words.ts";
import { parse } from "../../src/parse/parse.ts";

/** Goroutine 66 of a shim of containerd 1.4.13, built by Go 1.15: a closure `func() error` shows two words of its result. */
const output = `goroutine 66 [IO wait]:
io.copyBuffer(0xa36c00, 0xc00020f380, 0xa37540, 0xc000230340, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0)
	io/io.go:395 +0x2ff
io.Copy(...)
	io/io.go:368
os/exec.(*Cmd).writerDescriptor.func1(0xc000224110, 0x9d7950)
	os/exec/exec.go:311 +0x65
os/exec.(*Cmd).Start.func1(0xc00021c580, 0xc0002110c0)
	os/exec/exec.go:441 +0x27
created by os/exec.(*Cmd).Start
	os/exec/exec.go:440 +0x629
`;

test("results of the standard library's closures are no arguments, up to Go 1.16", () => {
  const { dumps } = parse(new TextEncoder().encode(output), { name: "shim.log" });
  const [goroutine] = [...(dumps[0]?.goroutines ?? [])];
  const words = goroutine === undefined ? [] : frameWords(goroutine);
  expect(words.map(({ frame }) => frame)).toEqual([0]);
  expect(words[0]?.words).toContain("0xc000230340");
});

/** A waiter for the mutex of a generic type, by Go 1.19.8: its object stands first. */
const receiver = `goroutine 22 [semacquire]:
sync.runtime_SemacquireMutex(0xc00002c6c0?, 0x10?, 0x4cbac8?)
	runtime/sema.go:77 +0x25
sync.(*Mutex).lockSlow(0xc000092220)
	sync/mutex.go:171 +0x165
sync.(*Mutex).Lock(...)
	sync/mutex.go:90
example.org/puzzle/engine.(*Quarry32[...]).Trim(0xc0000921e0, {0x0, 0x0?}, 0x0?)
	example.org/puzzle/engine/p32.go:100 +0x88
`;
/** One by Go 1.25.3: the dictionary stands first. */
const dictionary = `goroutine 24 [sync.Mutex.Lock]:
internal/sync.runtime_SemacquireMutex(0xc00008bb40?, 0x90?, 0x4f8e13?)
	runtime/sema.go:95 +0x25
internal/sync.(*Mutex).lockSlow(0xc0000583e8)
	internal/sync/mutex.go:149 +0x15d
internal/sync.(*Mutex).Lock(...)
	internal/sync/mutex.go:70
sync.(*Mutex).Lock(...)
	sync/mutex.go:46
example.org/puzzle/store.(*Fleet80[...]).Label(0x6047e0, {0x0, 0x0?}, 0x5?)
	example.org/puzzle/store/p80.go:82 +0x1d1
`;

test.each([
  ["up to Go 1.19", receiver, "0xc0000921e0"],
  ["not since Go 1.20", dictionary, undefined],
])("methods of generic types show their object %s", (_, text, object) => {
  const { dumps } = parse(new TextEncoder().encode(text), { name: "dump.txt" });
  const [goroutine] = [...(dumps[0]?.goroutines ?? [])];
  expect(goroutine && frameWords(goroutine).at(-1)?.receiver).toBe(object);
});
