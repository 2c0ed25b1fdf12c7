import { expect, test } from "vitest";
import { GrowingBytes } from "../../src/read/growing-bytes.ts";

const text = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

test.each([
  ["nothing is said", 0],
  ["fewer come than are said", 5000],
  ["more come than are said", 10],
  ["as many come as are said", 1000],
])("pieces of any size are one text: %s", (_, expected) => {
  for (let size = 1; size <= text.length; size++) {
    const bytes = new GrowingBytes(expected);
    for (let at = 0; at < text.length; at += size) bytes.append(text.subarray(at, at + size));
    expect(bytes.length).toBe(text.length);
    expect(bytes.finish()).toEqual(text);
  }
});
