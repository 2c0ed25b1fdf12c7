import type { Dump, StackFrame } from "../model/dump.ts";
import type { ProcessKind } from "../model/process.ts";
import { stacksOf } from "../parse/groups-of.ts";
import { identifyProcess, matchesFrame } from "./identify-process.ts";
import { identityRules } from "./identity-rules.ts";

/** What a file path of a dump states about a version. */
export interface VersionRule {
  readonly name: string;
  /** "program": read from the files of the program's own packages. "go": read from the files of Go's own packages. */
  readonly of: "program" | "go";
  /** Group `version`, and for a program that is not known otherwise `program`. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly confidence: number;
}

const VERSION = "(?<version>\\d+\\.\\d+(?:\\.\\d+)*(?:-?(?:rc|beta|alpha)[.\\d]*)?)";

/** First match counts. */
export const versionRules: readonly VersionRule[] = [
  {
    name: "module-path",
    of: "program",
    pattern: new RegExp(`/(?<program>[\\w.-]+)(?:/v\\d+)?@v${VERSION}[^/]*/`),
    example: "/root/go/pkg/mod/github.com/containerd/containerd@v1.6.20/cmd/containerd/main.go",
    confidence: 0.95,
  },
  {
    name: "build-directory",
    of: "program",
    pattern: new RegExp(`/(?!go-?\\d)(?<program>[a-z][\\w.]*(?:-[a-z]\\w*)*)-v?${VERSION}[^/]*/`),
    example:
      "/build/reproducible-path/docker.io-20.10.24+dfsg1/_build/src/github.com/docker/docker/cmd/dockerd/docker.go",
    confidence: 0.9,
  },
  {
    name: "go-directory",
    of: "go",
    pattern:
      /\/(?:go-?|go\/|toolchain@v[\d.]+-go)(?<version>\d+\.\d+(?:\.\d+)?)(?:[.-][^/]*)?\/(?:x64\/|libexec\/)?(?:go\/)?src\//,
    example: "/usr/lib/go-1.19/src/runtime/sigqueue.go",
    confidence: 0.9,
  },
];

/** A version as stated by paths in the dump, with the probability that it is right. */
export interface StatedVersion {
  /** "dockerd 20.10.24, Go 1.19"; only the part that is stated. */
  readonly text: string;
  readonly confidence: number;
}

/** The version that the dump's own file paths state; undefined when they state none. Nothing is inferred from function or line numbers. */
export function versionOf(dump: Dump): StatedVersion | undefined {
  const { process } = identifyProcess(dump);
  const files = filesOf(dump, process);
  const program = firstMatch(files.own, "program");
  const go = firstMatch(files.standard, "go");
  const parts: string[] = [];
  if (program !== undefined)
    parts.push(`${process === "other" ? program.groups["program"] : process} ${program.groups["version"]}`);
  if (go !== undefined) parts.push(`Go ${go.groups["version"]}`);
  if (parts.length === 0) return undefined;
  return { text: parts.join(", "), confidence: Math.min(program?.rule.confidence ?? 1, go?.rule.confidence ?? 1) };
}

/** Distinct files of the program's own packages, and of packages without a domain in their path: Go's. A library's version is not meant. */
function filesOf(dump: Dump, process: ProcessKind): { own: ReadonlySet<string>; standard: ReadonlySet<string> } {
  const own = new Set<string>();
  const standard = new Set<string>();
  const seen = new Set<StackFrame>();
  for (const { frames } of stacksOf(dump)) {
    for (const frame of frames) {
      if (frame.location === undefined || seen.has(frame)) continue;
      seen.add(frame);
      if (isOwn(frame, process)) own.add(frame.location.file);
      else if (!frame.func.package.includes(".")) standard.add(frame.location.file);
    }
  }
  return { own, standard };
}

function isOwn(frame: StackFrame, process: ProcessKind): boolean {
  return (
    frame.func.package === "main" || identityRules.some((rule) => rule.process === process && matchesFrame(rule, frame))
  );
}

function firstMatch(
  files: ReadonlySet<string>,
  of: VersionRule["of"],
): { readonly rule: VersionRule; readonly groups: Readonly<Record<string, string>> } | undefined {
  for (const rule of versionRules.filter((each) => each.of === of)) {
    for (const file of files) {
      const groups = rule.pattern.exec(file)?.groups;
      if (groups !== undefined) return { rule, groups };
    }
  }
  return undefined;
}
