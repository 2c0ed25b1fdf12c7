import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { unpack } from "../../src/read/unpack.ts";
import { decode, encode } from "../../src/read/utf8.ts";

const text = "goroutine 1 [running]:\n".repeat(20_000);
const packed = gzipSync(text);

test("gzip is known by its first bytes", async () => {
  const { name, bytes, diagnostics } = await unpack({ name: "dockerd.log", bytes: packed });
  expect(name).toBe("dockerd.log");
  expect(decode(bytes)).toBe(text);
  expect(diagnostics).toEqual([]);
});

test("anything else stays as it is", async () => {
  const file = { name: "x.gz", bytes: encode("goroutine 1 [running]:\n") };
  expect(await unpack(file)).toEqual({ ...file, diagnostics: [] });
});

test("a gzip file that is cut off gives its beginning", async () => {
  const { bytes, diagnostics } = await unpack({ name: "cut.gz", bytes: packed.subarray(0, packed.length - 200) });
  expect(bytes.length).toBeGreaterThan(10_000);
  expect(text.startsWith(decode(bytes))).toBe(true);
  expect(diagnostics).toEqual([expect.objectContaining({ code: "damaged-gzip", file: "cut.gz", severity: "warning" })]);
});

test("nothing but the magic bytes", async () => {
  const { bytes, diagnostics } = await unpack({ name: "x", bytes: Uint8Array.of(0x1f, 0x8b, 0x08) });
  expect(bytes).toHaveLength(0);
  expect(diagnostics).toHaveLength(1);
});
