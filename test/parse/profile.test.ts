import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Dump } from "../../src/model/dump.ts";
import { parseFile } from "../../src/parse/parse-file.ts";
import { encode } from "../../src/read/utf8.ts";
import { FORMS, fileOf } from "./corpus.ts";
import { readPlain } from "./plain.ts";
import { summarize } from "./summary.ts";

const packed = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(FORMS, name))));

async function profile(name: string): Promise<Dump> {
  const { dumps, diagnostics } = await parseFile(packed(name), { name });
  expect(diagnostics).toEqual([]);
  expect(dumps).toHaveLength(1);
  return dumps[0] as Dump;
}

describe("a protobuf profile", () => {
  test.each(["pprof-1.26.8.pb.gz", "goroutineleak-1.26.8.pb.gz"])("%s", async (name) => {
    const result = await parseFile(packed(name), { name });
    await expect(`${summarize(result).join("\n")}\n`).toMatchFileSnapshot(`__golden__/forms/${name}.txt`);
  });

  test("tells counts, labels and frames as the text of the same program does", async () => {
    const dump = await profile("pprof-1.26.8.pb.gz");
    expect(dump).toMatchObject({ lines: [1, 1], envelope: { format: "pprof" } });
    const text = readPlain(fileOf(FORMS, "pprof-1.26.8.txt").bytes).dumps[0];
    const told = ({ goroutines }: Dump) =>
      [...goroutines]
        .map(({ count, attributes, stack }) =>
          JSON.stringify([
            count,
            attributes,
            stack.frames.map(({ func }) => func.text).filter((func) => /^(?:main|sync|internal\/sync)\./.test(func)),
          ]),
        )
        .sort();
    expect(told(dump)).toEqual(told(text as Dump));
  });

  test("every frame has its line in the printed text", async () => {
    const goroutine = (await profile("pprof-1.26.8.pb.gz")).goroutines.at(0);
    expect(goroutine.lineOf(0)).toEqual({ line: 1, recordLine: 3 });
  });
});

test("what only begins like a profile, a damaged one and a text are read as texts", async () => {
  const whole = packed("pprof-1.26.8.pb.gz");
  expect((await parseFile(Uint8Array.of(0x0a, 4, 8, 1, 16, 2, 255, 255, 255))).dumps).toEqual([]);
  expect((await parseFile(whole.subarray(0, 200))).dumps.length).toBeLessThanOrEqual(1);
  expect((await parseFile(encode("goroutine 1 [running]:\nmain.f()\n\t/x.go:1\n"))).dumps).toHaveLength(1);
});

test("a wrong call throws with its code", async () => {
  await expect(parseFile("" as unknown as Uint8Array)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
});
