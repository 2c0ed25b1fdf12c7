import { expect, test } from "vitest";
import { FORMS, fileOf, GO_VERSIONS } from "../parse/corpus.ts";
import { fromDump, readPlain } from "../parse/plain.ts";

test.each([
  [GO_VERSIONS, "ancestors-1.24.0.txt"],
  [GO_VERSIONS, "labels-1.27.0.txt"],
  [GO_VERSIONS, "panic-1.24.0-deadlock-multi.txt"],
  [FORMS, "goleak-1.26.8.txt"],
  [FORMS, "leaktest-1.26.8.txt"],
  [FORMS, "pprof-1.26.8.txt"],
])("%s/%s cut at every byte loses at most the last goroutine", (folder, name) => {
  const { bytes } = fileOf(folder, name);
  const whole = readPlain(bytes).dumps.flatMap(fromDump);
  for (let length = 0; length < bytes.length; length++) {
    const left = readPlain(bytes.subarray(0, length)).dumps.flatMap(fromDump);
    expect(left.slice(0, -1), `cut at ${length}`).toEqual(whole.slice(0, Math.max(0, left.length - 1)));
  }
});
