import { execFileSync } from "node:child_process";

/** A file of a tree in a git repository. */
export interface GitFile {
  readonly path: string;
  readonly blob: string;
}

function git(repository: string, args: readonly string[], input?: string): Buffer {
  return execFileSync("git", ["-C", repository, ...args], {
    maxBuffer: 2 ** 30,
    ...(input !== undefined && { input }),
  });
}

export function tagsOf(repository: string): string[] {
  return git(repository, ["tag"]).toString().split("\n").filter(Boolean);
}

/** When each tag was made, in seconds since 1970. */
export function datesOf(repository: string): Map<string, number> {
  const lines = git(repository, ["for-each-ref", "refs/tags", "--format=%(refname:short) %(creatordate:unix)"]);
  return new Map(
    lines
      .toString()
      .split("\n")
      .map((line): [string, number] => [
        line.slice(0, line.lastIndexOf(" ")),
        Number(line.slice(line.lastIndexOf(" "))),
      ]),
  );
}

/** The .go files and go.mod at a tag. */
export function filesAt(repository: string, tag: string): GitFile[] {
  return git(repository, ["ls-tree", "-r", "-z", tag])
    .toString()
    .split("\0")
    .flatMap((line) => {
      const [, blob, path] = /^\d+ blob (\w+)\t(.*)$/.exec(line) ?? [];
      return blob !== undefined && path !== undefined && /(\.go|^go\.mod)$/.test(path) ? [{ path, blob }] : [];
    });
}

/** Texts of blobs. */
export function textsOf(repository: string, blobs: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  if (blobs.length === 0) return texts;
  const out = git(repository, ["cat-file", "--batch"], `${blobs.join("\n")}\n`);
  let at = 0;
  for (const blob of blobs) {
    const end = out.indexOf(10, at);
    const size = Number(out.toString("latin1", at, end).split(" ")[2]);
    texts.set(blob, out.toString("utf8", end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return texts;
}
