import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { createTar } from "nanotar";
import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { unpackAll } from "./archives/unpack-all.ts";
import { zstd } from "./archives/zstd.ts";
import { LINE_ENVELOPES, RECORD_ENVELOPES } from "./envelopes.ts";

const DUMPS = [
  fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log"),
  fileOf(SAMPLES, "docker-26.1.5-start-hang/containerd.stacks.log"),
  fileOf(GO_VERSIONS, "locks-1.13.15.txt"),
  fileOf(GO_VERSIONS, "locks-1.24.0.txt"),
  fileOf(GO_VERSIONS, "labels-1.27.0.txt"),
].map(({ bytes }) => decode(bytes));

const CONTAINERS: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
  (bytes) => bytes,
  (bytes) => gzipSync(bytes),
  (bytes) => zstd(bytes),
  (bytes) => createTar([{ name: "logs/x.log", data: bytes }]),
  (bytes) => zipSync({ "logs/x.log": bytes }),
];

/** Goroutines as if no line were empty: some envelopes drop such lines. */
const plain = (bytes: Uint8Array) => {
  const { dumps, diagnostics } = parse(bytes);
  return { goroutines: dumps.flatMap(fromDump), warnings: diagnostics.map(({ code }) => code).sort() };
};

test("any dump in any envelope in any container is the bare dump, with the same warnings", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...DUMPS),
      fc.constantFrom(...LINE_ENVELOPES, ...RECORD_ENVELOPES),
      fc.array(fc.constantFrom(...CONTAINERS), { maxLength: 3 }),
      async (dump, { wrap }, containers) => {
        const packed = containers.reduce((bytes, pack) => pack(bytes), encode(wrap(dump)) as Uint8Array);
        const [file, ...others] = await unpackAll({ name: "x", bytes: packed });
        expect(others).toEqual([]);
        expect(plain(file?.bytes ?? new Uint8Array())).toEqual(plain(encode(dump)));
      },
    ),
    { numRuns: 150 },
  );
});

test("an envelope in an envelope", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...DUMPS),
      fc.constantFrom(...RECORD_ENVELOPES),
      fc.constantFrom(
        ...LINE_ENVELOPES.filter(({ name }) => /json-file$|^CRI$|compose logs$|prefix$|Filebeat/.test(name)),
      ),
      (dump, inner, outer) => {
        expect(plain(encode(outer.wrap(inner.wrap(dump))))).toEqual(plain(encode(dump)));
      },
    ),
    { numRuns: 60 },
  );
});

test("no bytes make it throw", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...CONTAINERS),
      fc.nat(),
      async (bytes, pack, at) => {
        const damaged = pack(bytes).slice();
        if (damaged.length > 0) damaged[at % damaged.length] = bytes[0] ?? 0;
        for (const file of await unpackAll({ name: "x", bytes: damaged })) parse(file.bytes);
      },
    ),
    { numRuns: 300 },
  );
});
