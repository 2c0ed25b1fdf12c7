import { describe, expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { fileOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import { fromDump } from "../parse/plain.ts";
import { PASTES } from "./pastes.ts";

const DUMPS = [
  {
    name: "containerd's own file",
    text: decode(fileOf(SAMPLES, "docker-20.10.24-exec-hang/containerd.stacks.log").bytes),
  },
  { name: "locks of Go 1.27", text: decode(fileOf(GO_VERSIONS, "locks-1.27.0.txt").bytes) },
];

describe.each(DUMPS)("reconstructed paste: $name", ({ text }) => {
  const bare = parse(encode(text));
  test.each(PASTES)("$name", ({ wrap }) => {
    const pasted = wrap(text);
    const { dumps } = parse(typeof pasted === "string" ? encode(pasted) : pasted);
    expect(dumps.flatMap(fromDump)).toEqual(bare.dumps.flatMap(fromDump));
    expect(dumps).toHaveLength(1);
    expect(dumps[0]?.diagnostics.map(({ code }) => code)).toEqual(bare.diagnostics.map(({ code }) => code));
    expect(dumps[0]?.truncated).toBe(false);
  });
});
