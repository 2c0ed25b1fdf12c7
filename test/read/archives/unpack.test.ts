import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { createTar } from "nanotar";
import { describe, expect, test } from "vitest";
import { parse } from "../../../src/parse/parse.ts";
import { UNPACK_LIMITS } from "../../../src/read/archives/budget.ts";
import { decode, encode } from "../../../src/read/utf8.ts";
import { unpackAll } from "./unpack-all.ts";
import { zstd } from "./zstd.ts";

const text = "goroutine 1 [running]:\nmain.main()\n\t/x/main.go:12 +0x1d\n".repeat(20_000);
const packed = gzipSync(text);
const tar = (...files: { name: string; data: Uint8Array }[]): Uint8Array => createTar(files);

/** Name and text of each file in it. */
async function files(name: string, bytes: Uint8Array): Promise<[string, string][]> {
  return (await unpackAll({ name, bytes })).map((file) => [file.name, decode(file.bytes)]);
}

describe("what is packed is known by its bytes", () => {
  test("gzip", async () => expect(await files("dockerd.log", packed)).toEqual([["dockerd.log", text]]));

  test("gzip of several parts, as log rotation appends them", async () =>
    expect(await files("x.gz", Buffer.concat([gzipSync("a\n"), gzipSync("b\n")]))).toEqual([["x.gz", "a\nb\n"]]));

  test("zstd", async () => expect(await files("dockerd.log.zst", zstd(text))).toEqual([["dockerd.log.zst", text]]));

  test("tar and zip: names are paths inside, folders are no files", async () => {
    const expected = [
      ["incident/logs/a.log", "a"],
      ["incident/b.log", "b"],
    ];
    const content = { "logs/a.log": encode("a"), "b.log": encode("b") };
    const list = [{ name: "logs/" }, ...Object.entries(content).map(([name, data]) => ({ name, data }))];
    expect(await files("incident", createTar(list))).toEqual(expected);
    expect(await files("incident", zipSync({ "logs/": new Uint8Array(), ...content }))).toEqual(expected);
  });

  test("in each other", async () => {
    const inner = tar({ name: "dockerd.log.gz", data: packed }, { name: "ps.txt", data: encode("PID") });
    expect(await files("i.zip", zipSync({ "node1.tar.zst": zstd(inner) }))).toEqual([
      ["i.zip/node1.tar.zst/dockerd.log.gz", text],
      ["i.zip/node1.tar.zst/ps.txt", "PID"],
    ]);
  });

  test("anything else stays as it is", async () => {
    const file = { name: "x.gz", bytes: encode("goroutine 1 [running]:\n") };
    expect(await unpackAll(file)).toEqual([{ ...file, diagnostics: [], cut: false }]);
  });

  test("a part of a larger buffer", async () => {
    const inner = tar({ name: "a", data: encode("a") });
    const buffer = new Uint8Array(inner.length + 100);
    buffer.set(inner, 100);
    expect(await files("x.tar", buffer.subarray(100))).toEqual([["x.tar/a", "a"]]);
  });
});

describe("damage", () => {
  test.each([
    ["gzip", packed],
    ["zstd", zstd(text)],
  ])("a %s file that is cut off gives its beginning", async (name, whole) => {
    const noise = Buffer.concat(
      Array.from({ length: 300 }, (_, at) => Buffer.from(`${text.slice(0, 500)}${Math.sin(at)}`)),
    );
    const bytes = name === "gzip" ? gzipSync(noise) : zstd(Buffer.concat([noise, Buffer.alloc(300_000, whole)]));
    const [file, ...others] = await unpackAll({ name: "cut", bytes: bytes.subarray(0, bytes.length * 0.9) });
    expect(others).toEqual([]);
    expect(file?.bytes.length).toBeGreaterThan(1000);
    expect(file?.cut).toBe(true);
    expect(file?.diagnostics).toEqual([
      expect.objectContaining({ code: `damaged-${name}`, file: "cut", severity: "warning" }),
    ]);
  });

  test("a tar that is cut off gives the files before, and the beginning of the one that is cut", async () => {
    const whole = tar({ name: "a", data: encode("a".repeat(600)) }, { name: "b", data: encode("b".repeat(6000)) });
    const unpacked = await unpackAll({ name: "t", bytes: whole.subarray(0, 512 + 1024 + 512 + 100) });
    expect(unpacked.map(({ name, bytes, cut }) => [name, bytes.length, cut])).toEqual([
      ["t/a", 600, false],
      ["t/b", 100, true],
    ]);
    expect(unpacked.at(-1)?.diagnostics.map(({ code }) => code)).toEqual(["damaged-tar"]);
  });

  test("a zip with one damaged file gives the others", async () => {
    const whole = zipSync({ "a.log": encode(text), "b.log": encode(text.toUpperCase()) });
    whole.fill(0xff, 40, 120);
    const unpacked = await unpackAll({ name: "z", bytes: whole });
    expect(unpacked.map(({ name }) => name)).toEqual(["z/b.log"]);
    expect(unpacked[0]?.diagnostics.map(({ code }) => code)).toEqual(["member-zip"]);
  });

  test.each([[[0x1f, 0x8b, 0x08]], [[0x28, 0xb5, 0x2f, 0xfd]], [[0x50, 0x4b, 0x03, 0x04]]])(
    "nothing but the magic bytes %j",
    async (magic) => {
      const [file] = await unpackAll({ name: "x", bytes: Uint8Array.from(magic) });
      expect(file?.bytes).toHaveLength(0);
      expect(file?.diagnostics).toHaveLength(1);
    },
  );

  test("is told with the dump, which is truncated", async () => {
    const [file] = await unpackAll({ name: "cut.gz", bytes: packed.subarray(0, packed.length - 200) });
    if (!file) throw new Error("nothing unpacked");
    const { name, bytes, ...origin } = file;
    const last = parse(bytes, { name, origin }).dumps.at(-1);
    expect(last?.truncated).toBe(true);
    expect(last?.diagnostics.at(-1)?.code).toBe("damaged-gzip");
  });
});

describe("limits", () => {
  const limits = { bytes: 1 << 20, ratio: 400, freeBytes: 1 << 16, members: 5, depth: 3 };
  const zeros = new Uint8Array(1 << 19);

  test.each([
    ["gzip", gzipSync(zeros)],
    ["zstd", zstd(zeros)],
    ["zip", zipSync({ a: zeros })],
  ])("a bomb of %s is left at the ratio", async (name, bytes) => {
    const unpacked = await unpackAll({ name: "bomb", bytes }, limits);
    expect(unpacked.at(-1)?.diagnostics.map(({ code }) => code)).toEqual([`limit-${name}`]);
    expect(unpacked.reduce((sum, file) => sum + file.bytes.length, 0)).toBeLessThan(zeros.length);
  });

  test("many small bombs together are one", async () => {
    const bomb = gzipSync(zeros);
    const list = Array.from({ length: 5 }, (_, at) => ({ name: `${at}`, data: bomb }));
    const unpacked = await unpackAll(
      { name: "t", bytes: tar(...list) },
      { ...limits, ratio: Number.POSITIVE_INFINITY },
    );
    expect(unpacked.reduce((sum, file) => sum + file.bytes.length, 0)).toBeLessThanOrEqual(limits.bytes);
    expect(unpacked.flatMap(({ diagnostics }) => diagnostics).map(({ code }) => code)).toContain("limit-gzip");
  });

  test("count of files, over all archives", async () => {
    const three = tar(...["a", "b", "c"].map((name) => ({ name, data: encode(name) })));
    const unpacked = await unpackAll({ name: "z", bytes: zipSync({ "1.tar": three, "2.tar": three }) }, limits);
    expect(unpacked.filter(({ bytes }) => bytes.length > 0)).toHaveLength(3);
    expect(unpacked.flatMap(({ diagnostics }) => diagnostics).map(({ code }) => code)).toContain("limit-tar");
  });

  test("depth", async () => {
    let bytes: Uint8Array = encode("x");
    for (let depth = 0; depth < 20; depth++) bytes = gzipSync(bytes);
    const [file] = await unpackAll({ name: "deep", bytes });
    expect(file?.bytes.subarray(0, 2)).toEqual(Uint8Array.of(0x1f, 0x8b));
  });

  test("a real dump of 24,000 goroutines is far from them", () =>
    expect(UNPACK_LIMITS.freeBytes).toBeGreaterThan(46 << 20));
});
