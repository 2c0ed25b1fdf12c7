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
