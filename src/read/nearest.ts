import { Anchors } from "./anchors.ts";
import { toUtf8 } from "./cleaning/encodings.ts";
import { contentKind } from "./content-kind.ts";
import { countLineFeeds } from "./find-bytes.ts";
import { decode } from "./utf8.ts";

/** Something that is no dump but tells where one may be. */
export interface Hint {
  readonly name: string;
  readonly pattern: RegExp;
  /** A line that it matches. */
  readonly example: string;
  /** A sentence for a person; `$1` is what the pattern caught. */
  readonly says: string;
}

/** The nearest first. */
export const HINTS: readonly Hint[] = [
  {
    name: "dockerd's announcement",
    pattern: /goroutine stacks written to ([^\s"\\]+)/,
    example: 'level=info msg="goroutine stacks written to /var/run/docker/goroutine-stacks-2026-11-23T155332Z.log"',
    says: "it says that dockerd wrote a dump to $1: that is the file to read",
  },
  {
    name: "containerd's announcement",
    pattern: /goroutine stack dump written to ([^\s"\\]+)/,
    example: 'level=info msg="goroutine stack dump written to /tmp/containerd.702.stacks.log"',
    says: "it says that containerd wrote a dump to $1: that is the file to read",
  },
  {
    name: "markers without goroutines",
    pattern: /=== (?:BEGIN|END) goroutine stack dump ===/,
    example: "=== END goroutine stack dump ===",
    says: "it has a marker of a goroutine dump, but no goroutine: the log is cut off or filtered",
  },
  {
    name: "a panic",
    pattern: /^(?:panic: |fatal error: )|[\s\]:](?:panic: |fatal error: )/m,
    example: "panic: runtime error: invalid memory address or nil pointer dereference",
    says: "it has the message of a crash, but no goroutine behind it",
  },
  {
    name: "a log of dockerd",
    pattern: /\bdockerd\[\d+\]|API listen on [^\n]*docker\.sock|Loading containers: (?:start|done)/,
    example: 'Nov 23 15:51:56 node1 dockerd[911]: time="…" level=info msg="API listen on /run/docker.sock"',
    says: "it looks like a log of dockerd without a dump; `kill -USR1` with dockerd's pid makes it write one to /var/run/docker/goroutine-stacks-*.log",
  },
  {
    name: "a log of containerd",
    // Others, too, name its plugins: kubelet prints all that dockerd tells of its runtimes.
    pattern: /\bcontainerd\[\d+\]|\b(?:type|id)(?:=|":")io\.containerd\.|containerd successfully booted/,
    example: 'level=info msg="loading plugin" type=io.containerd.grpc.v1',
    says: "it looks like a log of containerd without a dump; `kill -USR1` with the pid of containerd or of a shim makes it write one to this log",
  },
  {
    name: "a log of kubelet",
    pattern: /\bkubelet\[\d+\]|\bkubelet\.go:\d+\]|SyncLoop \(PLEG\)/,
    example: 'I1123 15:51:56.076421    2911 kubelet.go:2089] "SyncLoop (PLEG): event for pod"',
    says: "it looks like a log of kubelet without a dump; `kubectl get --raw /api/v1/nodes/NODE/proxy/debug/pprof/goroutine?debug=2` gives one",
  },
];

/** A log can be long; what it is shows early, an announcement late. */
const SAMPLE = 1 << 22;
/** No text has a NUL byte so early, but for one that a crash left. */
const BINARY = 1 << 10;

/** What comes nearest to a dump in a text without one: half a sentence about "it"; undefined when nothing does. */
export function nearestTo(bytes: Uint8Array): string | undefined {
  const kind = contentKind(bytes);
  if (kind) return `it is ${kind}`;
  const utf8 = toUtf8(bytes);
  const { length } = utf8;
  const text = length <= 2 * SAMPLE ? decode(utf8) : `${decode(utf8, 0, SAMPLE)}\n${decode(utf8, length - SAMPLE)}`;
  for (const { pattern, says } of HINTS) {
    const found = pattern.exec(text);
    if (found) return says.replace("$1", () => found[1] ?? "");
  }
  const header = new Anchors(utf8).at(0);
  if (!header) return utf8.subarray(0, BINARY).includes(0) ? "it is a binary file" : undefined;
  const line = countLineFeeds(utf8, 0, header.at) + 1;
  const what = header.beginning ? `"${header.beginning.sign.trim()}"` : "the header of a goroutine";
  return `line ${line} has ${what}, but no stack follows it`;
}
