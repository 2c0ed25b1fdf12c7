// Measures how fast a dump is read out of each envelope and writes the table of docs/performance.md: `npm run bench:envelopes -- [MB] [ROUNDS] [NAME]`.
// With a NAME only the envelopes that have it in theirs are measured, and nothing is written.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { LINE_ENVELOPES, RECORD_ENVELOPES } from "../read/envelopes.ts";
import { machine, publish, short, table } from "./table.ts";

const WHOLE = "samples/docker-20.10.24-convoy/dockerd.log.gz";
/** Of the bare dump's throughput; each envelope has at least so much. */
const TARGET = 0.5;
const WARM_UPS = 2;
const [megabytes = 8, rounds = 9] = process.argv.slice(2, 4).map(Number);
const wanted = process.argv[4] ?? "";

const whole = decode(gunzipSync(readFileSync(WHOLE)).subarray(0, megabytes * 1e6));
const dump = `${whole.slice(0, whole.lastIndexOf("\n\ngoroutine "))}\n`;
const bare = encode(dump);
const goroutines = goroutinesIn(bare);

const envelopes = [...LINE_ENVELOPES, ...RECORD_ENVELOPES].filter(({ name }) => name.includes(wanted));
const rows = envelopes.map(({ name, wrap }) => {
  const bytes = encode(wrap(dump));
  const own: number[] = [];
  const others: number[] = [];
  for (let round = -WARM_UPS; round < rounds; round++) {
    const seconds = secondsOf(bytes);
    const bareSeconds = secondsOf(bare);
    if (round < 0) continue;
    own.push(seconds);
    others.push(bareSeconds);
  }
  // What else runs on the machine only ever adds time: the least is nearest to the truth.
  const rate = bytes.length / Math.min(...own);
  const ratio = rate / (bare.length / Math.min(...others));
  const notes = [ratio < TARGET && "below", goroutinesIn(bytes) !== goroutines && "LOST GOROUTINES"].filter(Boolean);
  const row = [name, short(bytes.length / 1e6), short(rate / 1e6), [short(ratio), ...notes].join(" ")];
  if (wanted !== "") process.stdout.write(`${row.join("  ")}\n`);
  return row;
});
if (wanted === "") {
  const head = ["envelope", "MB", "MB/s", "of the bare dump's MB/s"];
  publish("envelopes", `${machine()}; the bare dump has ${short(bare.length / 1e6)} MB.\n\n${table(head, rows)}`);
}

/** Of the processor: that does not count what other programs do meanwhile. */
function secondsOf(bytes: Uint8Array): number {
  const start = process.cpuUsage();
  parse(bytes);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function goroutinesIn(bytes: Uint8Array): number {
  return parse(bytes).dumps.reduce((sum, { goroutines }) => sum + goroutines.length, 0);
}
