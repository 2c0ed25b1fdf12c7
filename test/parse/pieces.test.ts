import { describe, expect, test } from "vitest";
import { cutText, Pieces } from "../../src/parse/pieces.ts";
import { decode, encode } from "../../src/read/utf8.ts";

const goroutine = (id: number) => `goroutine ${id} [select]:\nmain.f()\n\t/x/main.go:1 +0x1d\n\n`;
const whole = [1, 2, 3, 4].map(goroutine).join("");
const textsOf = (text: string, size: number) => cutText(encode(text), size).map((piece) => decode(piece));

describe("a text is cut", () => {
  test("before the first header behind so many bytes", () => {
    expect(textsOf(whole, 10)).toEqual([1, 2, 3, 4].map(goroutine));
    expect(textsOf(whole, goroutine(1).length + 1)).toEqual([goroutine(1) + goroutine(2), goroutine(3) + goroutine(4)]);
  });

  test("not when it is no larger than that", () => {
    expect(textsOf(whole, whole.length)).toEqual([whole]);
  });

  test.each([
    ["a header behind other text", "exit\n\ngoroutine 5 [select]:\nmain.f()\n"],
    ["a header without an empty line before it", "\t/x/main.go:1\ngoroutine 5 [select]:\nmain.f()\n"],
    ["a line that only begins like one", "\t/x/main.go:1\n\ngoroutine 5 exited\n"],
  ])("not before %s", (_, text) => {
    expect(textsOf(text, 1)).toEqual([text]);
  });
});

test("each row is in the piece that ends behind it", () => {
  const [first, second] = cutText(encode(whole), whole.length / 2 - 1);
  if (!first || !second) throw new Error("it was not cut");
  const pieces = new Pieces([first, second], [2]);
  expect([0, 1, 2, 3, 1].map((row) => pieces.of(row).bytes)).toEqual([first, first, second, second, first]);
});
