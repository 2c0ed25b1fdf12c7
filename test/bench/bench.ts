// Measures against other readers and writes the tables of docs/performance.md. `npm run bench`, after `npm run build`.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPointers } from "../../src/parse/find-pointers.ts";
import { type ParseResult, parse } from "../../src/parse/parse.ts";
import { growth } from "./growth.ts";
import { convoy, dumpOf, VARIANTS, type Variant } from "./inputs.ts";
import { type Peers, startPeers } from "./peers.ts";
import { interleave, type Runner, ratio, spreadOf, timed } from "./stopwatch.ts";
import { machine, milliseconds, publish, short, table, withSpread } from "./table.ts";
import { peakMemory, run } from "./whole.ts";

const ROUNDS = Number(process.argv[2] ?? 15);
const GOROUTINES = 24_000;
const COMMAND = "dist/cli/bin.js";
const SMALL = "samples/docker-20.10.24-exec-hang";

/** Peers of which one run is enough. */
const SLOW = [
  ["panicparse with its default options", "panicparse"],
  ["panicparse without names for pointers", "panicparse-bare"],
] as const;

/** Pointers to look for: the locks and receivers of some goroutines, and some that nobody has. */
const WANTED: ReadonlySet<string> = new Set(
  Array.from({ length: 50 }, (_, index) => `0xc00${(0x0ec6280 + 64 * index).toString(16)}`),
);

const folder = mkdtempSync(join(tmpdir(), "stackgraph-bench-"));
try {
  const file = join(folder, "convoy.log");
  writeFileSync(file, convoy());
  const peers = await startPeers(file);
  publish(
    "machine",
    `${machine()}${peers ? `; ${peers.versions}` : "; no Go"}. Medians of ${ROUNDS} rounds, in brackets the middle half.`,
  );
  await parsing(peers);
  peers?.close();
  await worstCases();
  await wholeProcess(file);
  publish("growth", growth([1_000, 10_000, 100_000, 1_000_000]));
} finally {
  rmSync(folder, { recursive: true });
}

function index({ dumps }: ParseResult): void {
  for (const dump of dumps) findPointers(dump, WANTED);
}

async function parsing(peers: Peers | undefined): Promise<void> {
  const bytes = convoy();
  const runners: Record<string, Runner> = {
    parse: timed(() => parse(bytes)),
    "parse and index of pointers": timed(() => index(parse(bytes))),
    ...(peers && { gostackparse: async () => (await peers.run("gostackparse")).seconds }),
  };
  const seconds = await interleave(runners, ROUNDS);
  const slow: [string, number][] = [];
  for (const [name, reader] of SLOW) if (peers) slow.push([name, (await peers.run(reader)).seconds]);
  const rows = Object.entries(seconds).map(([name, own]) => {
    const rate = bytes.length / 1e6 / spreadOf(own).median;
    const against = seconds["gostackparse"];
    return [
      name,
      milliseconds(spreadOf(own)),
      short(rate),
      against ? withSpread(ratio(against, own)) : "–",
      ...SLOW.map((_, at) => (slow[at] ? short(slow[at][1] / spreadOf(own).median) : "–")),
    ];
  });
  for (const [name, once] of slow)
    rows.push([
      `${name} (one run)`,
      `${(1000 * once).toFixed(0)} ms`,
      short(bytes.length / 1e6 / once),
      "–",
      ...slow.map(([, other]) => short(other / once)),
    ]);
  const against = ["times gostackparse's throughput", ...SLOW.map(([name]) => `times that of ${name}`)];
  publish("parse", table(["reader", "time", "MB/s", ...against], rows));
}

async function worstCases(): Promise<void> {
  const rows: string[][] = [];
  for (const variant of Object.keys(VARIANTS) as Variant[]) {
    const bytes = dumpOf(GOROUTINES, variant);
    const file = join(folder, `${variant}.log`);
    writeFileSync(file, bytes);
    const peers = await startPeers(file);
    const runners: Record<string, Runner> = {
      own: timed(() => parse(bytes)),
      ...(peers && { peer: async () => (await peers.run("gostackparse")).seconds }),
    };
    const { own = [], peer } = await interleave(runners, ROUNDS);
    peers?.close();
    rows.push([
      VARIANTS[variant],
      milliseconds(spreadOf(own)),
      peer ? milliseconds(spreadOf(peer)) : "–",
      peer ? withSpread(ratio(peer, own)) : "–",
    ]);
  }
  publish("variants", table(["dump", "parse", "gostackparse", "times its throughput"], rows));
}

async function wholeProcess(file: string): Promise<void> {
  if (!existsSync(COMMAND)) throw new Error("The package is not built: npm run build.");
  const peers = await startPeers(file);
  const own = [process.execPath, COMMAND, "diagnose"] as const;
  const runners: Record<string, Runner> = {
    "`stackgraph diagnose`, the convoy": () => run(own[0], [...own.slice(1), file]),
    ...(peers && {
      "a Go program that only reads and parses it with gostackparse": () => run(peers.command, [file, "gostackparse"]),
    }),
    "`wc -l`": () => run("wc", ["-l", file]),
    "`grep -c goroutine`": () => run("grep", ["-c", "goroutine", file]),
    "`stackgraph diagnose`, a small incident": () => run(own[0], [...own.slice(1), SMALL]),
    "`node -e 0`": () => run(process.execPath, ["-e", "0"]),
  };
  const seconds = await interleave(runners, ROUNDS);
  peers?.close();
  const base = (name: string) =>
    name.includes("small") || name.includes("node")
      ? "`node -e 0`"
      : "a Go program that only reads and parses it with gostackparse";
  const rows = Object.entries(seconds).map(([name, times]) => {
    const against = seconds[base(name)];
    return [name, milliseconds(spreadOf(times)), against ? withSpread(ratio(times, against)) : "–"];
  });
  publish(
    "whole",
    table(["process", "wall time", "times that of the Go program, of `node -e 0` for the last two"], rows),
  );
  const size = convoy().length;
  const peak = await peakMemory([COMMAND, "diagnose", file]);
  publish(
    "memory",
    `Peak memory of \`stackgraph diagnose\` on the convoy (${short(size / 1e6)} MB): ${short(peak / 1e6)} MB, ${short((peak - size) / 1e6)} MB more than the file. \`node -e 0\`: ${short((await peakMemory(["-e", "0"])) / 1e6)} MB.`,
  );
}
