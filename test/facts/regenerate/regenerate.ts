import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { catalogueText } from "../../../src/facts/releases/build-releases.ts";
import { CatalogueBuilder } from "../../../src/facts/releases/catalogue-builder.ts";
import type { ReadFunction } from "../../../src/facts/releases/read-function.ts";
import { readRelease } from "../../../src/facts/releases/read-release.ts";
import { worthKeeping } from "../../../src/facts/releases/worth-keeping.ts";
import type { GoNode } from "../../../src/facts/source/go-node.ts";
import { type GoParser, loadGoParser, type TextStart } from "../../../src/facts/source/go-parser.ts";
import { datesOf, filesAt, tagsOf, textsOf } from "./git-tree.ts";
import { type Program, programs } from "./programs.ts";

/** A release at hand: its files with something that changes when their content does. */
interface Tree {
  readonly release: string;
  /** When it came out, in seconds since 1970; undefined when it is not known. */
  readonly date?: number | undefined;
  readonly files: readonly { readonly path: string; readonly blob: string }[];
  readonly texts: (blobs: readonly string[]) => Map<string, string>;
}

const ROOT = "tree";

/**
 * Builds the catalogues that ship with the package: `docker=FOLDER` with a git repository, or with a folder that holds one folder
 * "anything@v1.2.3" for each release. Writes src/facts/releases/generated of `project`, the folder of a checkout.
 */
export async function regenerate(args: readonly string[], project: string): Promise<void> {
  const grammar = join(project, "src/facts/generated/tree-sitter-go.wasm");
  const parser = await loadGoParser({ grammar: new Uint8Array(readFileSync(grammar)) });
  for (const arg of args) {
    const [name, folder] = arg.split("=");
    const program = programs.find((known) => known.name === name);
    if (!program || folder === undefined)
      throw new Error(`${arg}: say NAME=FOLDER, NAME one of ${programs.map((known) => known.name).join(", ")}`);
    build(program, folder, parser, project);
  }
}

function build(program: Program, folder: string, parser: GoParser, project: string): void {
  const builder = new CatalogueBuilder(program.name);
  const remembering = new RememberingParser(parser);
  let before = new Map<string, readonly ReadFunction[]>();
  let texts = new Map<string, string>();
  const dates = new Map<string, number>();
  for (const tree of program.tag ? gitTrees(folder, program.tag) : folderTrees(folder)) {
    const started = process.cpuUsage().user;
    if (tree.date !== undefined) dates.set(tree.release, tree.date);
    const wanted = tree.files.filter(({ path }) => !/_test\.go$/.test(path));
    const missing = [...new Set(wanted.map(({ blob }) => blob))].filter((blob) => !texts.has(blob));
    const read = tree.texts(missing);
    texts = new Map(wanted.map(({ blob }) => [blob, texts.get(blob) ?? read.get(blob) ?? ""]));
    const byName = new Map(wanted.map(({ path, blob }) => [`${ROOT}/${path}`, texts.get(blob) ?? ""]));
    const module = program.module?.(tree.release);
    const keys = packageKeys(wanted, module ?? byName.get(`${ROOT}/go.mod`)?.split("\n")[0] ?? "");
    const now = new Map<string, readonly ReadFunction[]>();
    let reused = 0;
    const { functions, kinds, importPath } = readRelease({
      release: tree.release,
      root: ROOT,
      ...(module !== undefined && { module }),
      parser: remembering,
      files: { names: [...byName.keys()].filter((name) => name.endsWith(".go")), read: (name) => byName.get(name) },
      wants: (name) => program.wants(name.slice(ROOT.length + 1)),
      known: (name) => {
        const known = before.get(`${name} ${keys.get(name)}`);
        if (known) reused++;
        if (known) now.set(`${name} ${keys.get(name)}`, known);
        return known;
      },
      learned: (name, found) => now.set(`${name} ${keys.get(name)}`, found),
    });
    remembering.forgetOld();
    before = now;
    const kept = worthKeeping(functions);
    builder.add(program.release?.(tree.release) ?? tree.release, importPath, kept, kinds);
    const seconds = ((process.cpuUsage().user - started) / 1e6).toFixed(1);
    process.stderr.write(
      `${program.name} ${tree.release} (${importPath}): ${kept.length} of ${functions.length} functions, ${reused} of ${now.size} files as before, ${seconds} s\n`,
    );
  }
  const text = catalogueText(builder.finish(dates.size > 0 ? openReleases(dates) : undefined));
  const target = join(project, "src/facts/releases/generated", `${program.name}.ts`);
  const head = "// Made by `npm run facts` from the source of each release: names and lines, no code.\n";
  writeFileSync(target, `${head}export const text: string = \`${text}\`;\n`);
  process.stderr.write(
    `${basename(target)}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} compressed\n`,
  );
}

/** A series that got no release for half a year before the newest release is taken to be closed. */
const HALF_A_YEAR = 180 * 86_400;

/** The last release of each series ("29.7.x") that may get more; `dates` in order of releases. */
function openReleases(dates: ReadonlyMap<string, number>): string[] {
  const newest = Math.max(...dates.values());
  const last = new Map([...dates.keys()].map((release) => [release.split(".").slice(0, 2).join("."), release]));
  return [...last.values()].filter((release) => newest - (dates.get(release) ?? 0) < HALF_A_YEAR);
}

/** A parser that parses a text once, as long as each release needs it. */
class RememberingParser implements GoParser {
  readonly #parser: GoParser;
  #old = new Map<string, GoNode>();
  #now = new Map<string, GoNode>();

  constructor(parser: GoParser) {
    this.#parser = parser;
  }

  parse(text: string, at?: TextStart): GoNode {
    const key = `${at?.line} ${at?.start} ${text}`;
    const node = this.#now.get(key) ?? this.#old.get(key) ?? this.#parser.parse(text, at);
    this.#now.set(key, node);
    return node;
  }

  forgetOld(): void {
    this.#old = this.#now;
    this.#now = new Map();
  }
}

/** For each file what it is compiled with: the other files of its folder, and the module's path. */
function packageKeys(files: readonly { path: string; blob: string }[], module: string): Map<string, string> {
  const folders = new Map<string, string[]>();
  for (const { path, blob } of files) {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), `${path} ${blob}`]);
  }
  const keys = new Map<string, string>();
  for (const list of folders.values()) {
    const key = createHash("sha1")
      .update(`${module}\n${list.join("\n")}`)
      .digest("hex");
    for (const entry of list) keys.set(`${ROOT}/${entry.slice(0, entry.lastIndexOf(" "))}`, key);
  }
  return keys;
}

function* gitTrees(repository: string, pattern: RegExp): Generator<Tree> {
  const tags = new Map<string, string>();
  const dates = datesOf(repository);
  for (const tag of tagsOf(repository)) {
    const release = pattern.exec(tag)?.groups?.["release"];
    if (release !== undefined) tags.set(release, tag);
  }
  for (const [release, tag] of [...tags].sort((a, b) => compareReleases(a[0], b[0]))) {
    const files = filesAt(repository, tag);
    yield { release, date: dates.get(tag), files, texts: (blobs) => textsOf(repository, blobs) };
  }
}

/** Folders named "something@v1.2.3", as a module cache has them, or "something-1.2.3". */
function* folderTrees(folder: string): Generator<Tree> {
  const found = readdirSync(folder).flatMap((name) => {
    const release = /[@-](?:v|go)?(\d+(?:\.\d+)+)(?:\.linux-amd64)?$/.exec(name)?.[1];
    return release === undefined ? [] : [{ release, path: join(folder, name) }];
  });
  for (const { release, path } of found.sort((a, b) => compareReleases(a.release, b.release))) {
    const texts = new Map<string, string>();
    const files = goFilesIn(path, "").map((name) => {
      const text = readFileSync(join(path, name), "utf8");
      const blob = createHash("sha1").update(text).digest("hex");
      texts.set(blob, text);
      return { path: name, blob };
    });
    yield { release, files, texts: () => texts };
  }
}

function goFilesIn(folder: string, inside: string): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .flatMap((entry) => {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) return goFilesIn(folder, path);
      return /(\.go|^go\.mod)$/.test(path) ? [path] : [];
    })
    .sort();
}

/** By numbers; what is no release candidate ("1.0.0") comes behind its candidates ("1.0.0-rc9"). */
function compareReleases(a: string, b: string): number {
  const key = (release: string) => (release.includes("-") ? release : `${release}-~`);
  const [left, right] = [key(a).split(/[.-]/), key(b).split(/[.-]/)];
  for (const [index, one] of left.entries()) {
    const other = right[index] ?? "";
    if (one !== other) return one === "~" ? 1 : other === "~" ? -1 : one.localeCompare(other, "en", { numeric: true });
  }
  return 0;
}
