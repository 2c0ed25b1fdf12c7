// Prints how fast a dump is read out of each envelope, as a part of the speed of the bare dump: each round measures both, one after the other.
// Run in the project folder by `npm run bench:envelopes -- [MB] [ROUNDS] [NAME]`.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "../../src/parse/parse.ts";
import { decode, encode } from "../../src/read/utf8.ts";
import { LINE_ENVELOPES, RECORD_ENVELOPES } from "../read/envelopes.ts";

const WHOLE = "samples/docker-20.10.24-convoy/dockerd.log.gz";
/** Of the bare dump's throughput; each envelope has at least so much. */
const TARGET = 0.5;
const WARM_UPS = 2;
const [megabytes = 8, rounds = 7] = process.argv.slice(2, 4).map(Number);
const wanted = process.argv[4] ?? "";

const whole = decode(gunzipSync(readFileSync(WHOLE)).subarray(0, megabytes * 1e6));
const dump = `${whole.slice(0, whole.lastIndexOf("\n\ngoroutine "))}\n`;
const bare = encode(dump);
const goroutines = goroutinesIn(bare);

process.stdout.write(`${"".padEnd(42)}    MB   MB/s  of bare: median (quartiles)\n`);
for (const { name, wrap } of [...LINE_ENVELOPES, ...RECORD_ENVELOPES]) {
  if (!name.includes(wanted)) continue;
  const wrapped = encode(wrap(dump));
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = -WARM_UPS; round < rounds; round++) {
    const rate = rateOf(wrapped);
    const ratio = rate / rateOf(bare);
    if (round < 0) continue;
    rates.push(rate);
    ratios.push(ratio);
  }
  const median = quantile(ratios, 0.5);
  const spread = `(${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)})`;
  const notes = [median < TARGET && "BELOW TARGET", goroutinesIn(wrapped) !== goroutines && "LOST GOROUTINES"];
  const size = (wrapped.length / 1e6).toFixed(1).padStart(5);
  const speed = quantile(rates, 0.5).toFixed(0).padStart(6);
  process.stdout.write(
    `${name.padEnd(42)} ${size} ${speed}  ${median.toFixed(2)} ${spread} ${notes.filter(Boolean).join(", ")}\n`,
  );
}

/** MB in a second of the processor, which does not count what other programs on the machine do meanwhile. */
function rateOf(bytes: Uint8Array): number {
  const start = process.cpuUsage();
  parse(bytes);
  const { user, system } = process.cpuUsage(start);
  return bytes.length / (user + system);
}

function goroutinesIn(bytes: Uint8Array): number {
  return parse(bytes).dumps.reduce((sum, dump) => sum + dump.goroutines.length, 0);
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part + 0.5)] ?? Number.NaN;
}
