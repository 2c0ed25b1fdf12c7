import { codes, isDigit, type LineReader } from "../line-reader.ts";
import { DelveReader } from "./delve.ts";
import type { Form } from "./form.ts";
import { ProfileReader } from "./profile-text.ts";
import { RaceReader } from "./race.ts";

const PROFILE = codes("goroutine profile: total ");
const LEAK_PROFILE = codes("goroutineleak profile: total ");
const RACE = codes("==================");
const RACE_TITLE = codes("WARNING: DATA RACE");
const DELVE = [codes("  Goroutine "), codes("* Goroutine ")];
const BUCKET = codes(" @ 0x");

/** The forms that are read besides Go's own dump. */
export const FORMS: readonly Form[] = [
  {
    name: "pprof-text",
    starts: (line) => line.startsWith(PROFILE) || isBucket(line),
    make: (tables, trie) => new ProfileReader(tables, trie),
    example: "goroutine profile: total 15",
    source: "runtime/pprof, debug=1; Go 1.3 and later",
  },
  {
    name: "pprof-leak-text",
    starts: (line) => line.startsWith(LEAK_PROFILE),
    make: (tables, trie) => new ProfileReader(tables, trie),
    example: "goroutineleak profile: total 23",
    since: 26,
    source: "runtime/pprof, debug=1; Go 1.27, and 1.26 with GOEXPERIMENT=goroutineleakprofile",
  },
  {
    name: "race",
    starts: (line) => line.startsWith(RACE) || line.startsWith(RACE_TITLE),
    make: (tables, trie) => new RaceReader(tables, trie),
    example: "WARNING: DATA RACE",
    source: "programs built with -race",
  },
  {
    name: "delve",
    starts: (line) =>
      DELVE.some((prefix) => line.startsWith(prefix) && isDigit(line.bytes[line.start + prefix.length])),
    make: (tables, trie) => new DelveReader(tables, trie),
    example: "  Goroutine 1 - User: /src/hang/main.go:22 main.main (0x4948ee) [select (no cases)]",
    source: "Delve: goroutines -t",
  },
];

/** A profile whose first line is damaged begins with a bucket. */
function isBucket(line: LineReader): boolean {
  let at = line.start;
  while (isDigit(line.bytes[at])) at++;
  return at > line.start && BUCKET.every((byte, offset) => line.bytes[at + offset] === byte);
}
