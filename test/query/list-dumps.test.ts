import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import { describe, expect, test } from "vitest";
import { listDumps } from "../../src/query/list-dumps.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, SAMPLES } from "../parse/corpus.ts";
import { eachLine } from "../read/envelopes.ts";

const folder = "docker-20.10.24-healthy";
const journal = fileOf(SAMPLES, `${folder}/containerd-journal.log`).bytes;
const containerd = fileOf(SAMPLES, `${folder}/containerd.stacks.log`).bytes;

/** The fields that containerd writes behind each END marker of its shims' records. */
const shims = decode(journal)
  .split("\n")
  .flatMap((line, index) => {
    const [, pid] = /=== END goroutine stack dump ===.* pid=(\d+)/.exec(line) ?? [];
    const [, container] = /=== END goroutine stack dump ===.*\/([0-9a-f]{64})/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), container, line: index + 1 }] : [];
  });

describe("containerd's log with records of its shims", () => {
  test("the fields behind the END marker tell the processes apart", async () => {
    const { dumps } = await listDumps([{ name: "containerd.log", bytes: journal }]);
    expect(shims.length).toBeGreaterThan(2);
    expect(
      dumps
        .filter(({ pid }) => pid !== undefined)
        .map(({ pid, container, lines }) => ({ pid, container, line: lines[0] })),
    ).toEqual(shims);
  });

  test("in the journal, in Docker's log and in a packed archive they are the same", async () => {
    const bare = (await listDumps([{ name: "x", bytes: journal }])).dumps;
    const lines = decode(journal);
    const wrapped = [
      eachLine(lines, (line) => `Nov 23 15:51:56 node1 containerd[702]: ${line}`),
      eachLine(lines, (line) => JSON.stringify({ log: `${line}\n`, stream: "stderr", time: "2026-11-23T15:51:56Z" })),
    ];
    for (const text of wrapped) {
      const bytes = gzipSync(createTar([{ name: "x", data: gzipSync(text) }]));
      const { dumps } = await listDumps([{ name: "a.tgz", bytes }]);
      expect(dumps.map(({ pid, container, goroutines }) => [pid ?? 702, container, goroutines])).toEqual(
        bare.map(({ pid, container, goroutines }) => [pid ?? 702, container, goroutines]),
      );
    }
  });

  test("containerd's own dump is in its log and in a file: one dump, found twice", async () => {
    const { dumps } = await listDumps([
      { name: "containerd.log", bytes: journal },
      { name: "containerd.stacks.log", bytes: containerd },
    ]);
    const twice = dumps.filter(({ alsoIn = [] }) => alsoIn.length > 0);
    expect(twice.map(({ file, alsoIn }) => [file, alsoIn?.map((place) => place.file)])).toEqual([
      ["containerd.stacks.log", ["containerd.log"]],
    ]);
    expect(dumps).toHaveLength(shims.length + 1);
  });
});

test("a file of an archive that holds nothing is told by its name, and how it can be read", async () => {
  const bytes = createTar([
    { name: "old.xz", data: Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0) },
    { name: "hello", data: encode("hello\n") },
  ]);
  const { dumps, others } = await listDumps([{ name: "a.tar", bytes }]);
  expect(dumps).toEqual([]);
  expect(others).toEqual([
    { file: "a.tar/old.xz", evidence: false, warnings: [], nearest: "it is compressed with xz: `xz -dk` unpacks it" },
    { file: "a.tar/hello", evidence: false, warnings: [] },
  ]);
});
