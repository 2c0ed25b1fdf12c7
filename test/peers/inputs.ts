import { decode, encode } from "../../src/read/utf8.ts";
import { type CorpusFile, FORMS, fileOf, filesOf, GO_VERSIONS, SAMPLES } from "../parse/corpus.ts";
import type { ReadGoroutine } from "./goroutine.ts";
import { type Form, truthOf } from "./truth.ts";

/** What all readers read: files of one kind, and what stands in each of them. */
export interface Inputs {
  readonly name: string;
  readonly files: readonly { readonly bytes: Uint8Array; readonly truth: readonly ReadGoroutine[] }[];
}

const ENVELOPES = new URL("../fixtures/envelopes", import.meta.url).pathname;
const CONTAINERS = /^docker-20\.10\.24-(?:exec-hang|healthy|systemd-mute)\/(?:dockerd|containerd\.stacks)\.log$/;
const CHANGED = "docker-20.10.24-exec-hang/containerd.stacks.log";
const LOGGED = "locks-1.24.0.txt";

/** Dumps of programs that were built with different versions of Go, by what these programs show. */
const BY_VERSION: readonly { readonly name: string; readonly prefix: string }[] = [
  { name: "every way to wait", prefix: "locks" },
  { name: "argument lists", prefix: "args" },
  { name: "names of functions", prefix: "names" },
  { name: "generics", prefix: "generic" },
  { name: "range functions", prefix: "rangefunc" },
  { name: "reflection, finalizers, timers", prefix: "misc" },
  { name: "labels", prefix: "labels" },
  { name: "synctest", prefix: "synctest" },
  { name: "leaked goroutines", prefix: "leak" },
  { name: "cleanups", prefix: "cleanup" },
  { name: "stacks deeper than a hundred frames", prefix: "deepblock" },
  { name: "ancestors", prefix: "ancestors" },
  { name: "panics and fatal errors", prefix: "panic" },
  { name: "SIGQUIT", prefix: "sigquit" },
  { name: "GOTRACEBACK levels", prefix: "traceback" },
  { name: "cgo", prefix: "cgo" },
];

/** Other forms, and forms that few programs print. */
const BY_FORM: readonly { readonly name: string; readonly file: RegExp; readonly form: Form }[] = [
  {
    name: "of RISC-V, CockroachDB's Go and Go 1.3 (reconstructed)",
    file: /^(?:riscv64|labels-cockroach|segments|number-signal|test-timeout)-.*-reconstructed/,
    form: "go",
  },
  { name: "functions of C", file: /^cgo-/, form: "go" },
  { name: "goleak", file: /^goleak-/, form: "goleak" },
  { name: "leaktest", file: /^leaktest-/, form: "leaktest" },
  { name: "race detector", file: /^race-1/, form: "race" },
  { name: "profiles as text, debug=1", file: /^(?:pprof|goroutineleak)-.*\.txt$/, form: "profile" },
  { name: "Delve, goroutines -t", file: /^delve-1/, form: "delve" },
];

/** What happens to a dump on its way. The truth is what the changed text holds, or what the unchanged one held. */
const CHANGES: readonly { readonly name: string; readonly change: (text: string) => string; readonly cut?: true }[] = [
  { name: "with the line breaks of Windows", change: (text) => text.replaceAll("\n", "\r\n") },
  { name: "without empty lines", change: (text) => text.replace(/\n\n+/g, "\n") },
  { name: "with blanks for tabs", change: (text) => text.replaceAll("\t", "    ") },
  { name: "indented", change: (text) => text.replace(/^(?=.)/gm, "  ") },
  {
    name: "with a line of a log in the middle of a stack",
    change: (text) => text.replace(/(?<=\n\t.*\n)(?=\w)/, "level=info msg=x\n"),
  },
  { name: "with a line of 100,000 bytes", change: (text) => text.replace("\n\n", `\n\n${"x".repeat(100_000)}\n\n`) },
  { name: "cut in the middle", change: (text) => text.slice(0, text.indexOf("\n", text.length / 2)), cut: true },
];

/** The programs print a line between two dumps; no reader is made for that, so that it is set off by empty lines. */
const setOff = (text: string): string => text.replace(/^(#{3,}.*)$/gm, "\n$1\n");

/** Everything that is compared. */
export function allInputs(): Inputs[] {
  return [...byVersion(), ...byForm(), containers(), ...changed(), ...logged()];
}

function byVersion(): Inputs[] {
  return BY_VERSION.map(({ name, prefix }) =>
    inputs(
      name,
      filesOf(GO_VERSIONS)
        .filter((file) => file.name.startsWith(`${prefix}-`))
        .map(({ name, bytes }) => ({ name, bytes: encode(setOff(decode(bytes))) })),
      "go",
      "profile",
    ),
  );
}

function byForm(): Inputs[] {
  return BY_FORM.map(({ name, file, form }) =>
    inputs(
      name,
      filesOf(FORMS).filter((found) => file.test(found.name)),
      form,
    ),
  );
}

function containers(): Inputs {
  return inputs(
    "dockerd and containerd",
    filesOf(SAMPLES).filter(({ name }) => CONTAINERS.test(name)),
    "go",
  );
}

function changed(): Inputs[] {
  const text = decode(fileOf(SAMPLES, CHANGED).bytes);
  return CHANGES.map(({ name, change, cut }) => ({
    name: `a dump ${name}`,
    files: [{ bytes: encode(change(text)), truth: truthOf(cut ? change(text) : text, "go") }],
  }));
}

function logged(): Inputs[] {
  const truth = truthOf(decode(fileOf(GO_VERSIONS, LOGGED).bytes), "go");
  const isJournal = ({ name }: CorpusFile) => name.startsWith("journalctl-");
  const logs = filesOf(ENVELOPES).map((file) => ({ isJournal: isJournal(file), bytes: file.bytes, truth }));
  return [
    { name: "a dump that journalctl prints, in all its formats", files: logs.filter(({ isJournal }) => isJournal) },
    {
      name: "a dump that a logger wrote: logrus, zap, klog, slog, log",
      files: logs.filter(({ isJournal }) => !isJournal),
    },
  ];
}

function inputs(name: string, files: readonly CorpusFile[], ...forms: readonly Form[]): Inputs {
  return { name, files: files.map(({ bytes }) => ({ bytes, truth: truthOf(decode(bytes), ...forms) })) };
}
