// Prints how fast a dump is read out of each envelope, beside the bare dump. Run in the project folder; the argument is the size in MB.

import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { parse } from "../../src/parse/parse.ts";
import { unpack } from "../../src/read/archives/unpack.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { LINE_ENVELOPES, RECORD_ENVELOPES } from "../read/envelopes.ts";

const ROUNDS = 5;
const WHOLE = "samples/docker-20.10.24-convoy/dockerd.log.gz";
const megabytes = Number(process.argv[2] ?? 8);

const whole = decode(gunzipSync(readFileSync(WHOLE)).subarray(0, megabytes * 1e6));
const dump = `${whole.slice(0, whole.lastIndexOf("\n\ngoroutine "))}\n`;

/** Best of some rounds, in seconds. */
function time(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

const bytes = encode(dump);
const bare = time(() => parse(bytes));
const goroutines = parse(bytes).dumps[0]?.goroutines.length;
const rows: string[] = [];
const row = (name: string, size: number, seconds: number, same: boolean): void => {
  const rate = (size / 1e6 / seconds).toFixed(0).padStart(5);
  const part = (size / seconds / (bytes.length / bare)).toFixed(2).padStart(5);
  rows.push(
    `${name.padEnd(44)} ${(size / 1e6).toFixed(1).padStart(6)} MB ${rate} MB/s ${part} of bare${same ? "" : "  LOST GOROUTINES"}`,
  );
};
row("bare", bytes.length, bare, true);
for (const { name, wrap } of [...LINE_ENVELOPES, ...RECORD_ENVELOPES]) {
  const wrapped = encode(wrap(dump));
  const seconds = time(() => parse(wrapped));
  row(name, wrapped.length, seconds, parse(wrapped).dumps[0]?.goroutines.length === goroutines);
}
const start = performance.now();
const [unpacked] = await unpack({ name: "x", bytes: gzipSync(bytes) });
row("gzip (unpacking only)", unpacked?.bytes.length ?? 0, (performance.now() - start) / 1000, true);
process.stdout.write(`${rows.join("\n")}\n`);
