import { type Row, table } from "./table.ts";

const HEAD = `# What other readers return

[panicparse](https://github.com/maruel/panicparse) 2.5.0, [gostackparse](https://github.com/DataDog/gostackparse) 0.7.0 and stackgraph on the same files: those of
\`test/fixtures\` and \`samples\`. \`npm run peers\` makes this page where Go is installed; a test compares it with what they return.

What stands in a file is told by a fourth reader, \`test/peers/truth.ts\`: one expression for each kind of line, good enough for undamaged text, shared with none of the three. A frame counts
when function, file and line are those of the text; the line of the \`go\` statement is one of the frames, ancestors are not. A goroutine is wrong when it does not
stand in the file, or when its wait reason, minutes, thread lock or one of its frames is not what the file says. An escaped import path may be resolved or not, a mark like \`(scan)\`
may be a part of the wait reason or not, and the creator's id may be missing, or stand behind its function's name, as it does in panicparse.

"all" means: nothing lost, nothing wrong. Otherwise a cell holds the goroutines and frames that were returned, and what is lost or wrong in them.
`;

const FOOT = `
Both peers are made for Go's own dump, panicparse for the race detector's report as well; that they return nothing of a profile or a log is no fault of theirs.
panicparse stops at the first error ("Parts of the input will be lost", says its source); gostackparse drops a goroutine that it cannot read and says so.
`;

/** docs/peers.md. */
export function page(rows: readonly Row[]): string {
  return `${HEAD}\n${table(["panicparse", "gostackparse", "stackgraph"], rows)}\n${FOOT}`;
}
