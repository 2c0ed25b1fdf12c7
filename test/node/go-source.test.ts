import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sourceFacts } from "../../src/facts/source/source-facts.ts";
import { goSource } from "../../src/node/go-source.ts";
import { parse } from "../../src/parse/parse.ts";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "go-source-"));
  for (const inside of ["tree/pkg", "tree/.git", "outside/pkg"]) mkdirSync(at(inside), { recursive: true });
  writeFileSync(at("tree/pkg/a.go"), "package pkg\n");
  writeFileSync(at("tree/pkg/notes.txt"), "no Go");
  writeFileSync(at("tree/.git/b.go"), "package git\n");
  writeFileSync(at("outside/pkg/secret.go"), "package secret\n");
  symlinkSync(at("outside/pkg/secret.go"), at("tree/pkg/link.go"));
  symlinkSync(at("outside"), at("tree/linked"));
});

afterAll(() => rmSync(folder, { recursive: true }));

test("offers the .go files below the folder, and nothing that links lead to", async () => {
  const { files } = await goSource([at("tree")]);
  expect(files.names).toHaveLength(1);
  expect(files.names[0]).toMatch(/tree\/pkg\/a\.go$/);
  expect(files.read(files.names[0] ?? "")).toBe("package pkg\n");
});

test.each(["tree/../outside/pkg/secret.go", "outside/pkg/secret.go", "tree/pkg/notes.txt", "tree/pkg/link.go"])(
  "does not read %s, whoever asks for it",
  async (name) => {
    const { files } = await goSource([at("tree")]);
    expect(files.read(at(name))).toBeUndefined();
    expect(files.read(`${folder}/${name}`)).toBeUndefined();
  },
);

test("a file that has become a link is not read any more", async () => {
  writeFileSync(at("tree/pkg/later.go"), "package pkg\n");
  const { files } = await goSource([at("tree")]);
  const name = files.names.find((known) => known.endsWith("later.go")) ?? "";
  rmSync(at("tree/pkg/later.go"));
  symlinkSync(at("outside/pkg/secret.go"), at("tree/pkg/later.go"));
  expect(files.read(name)).toBeUndefined();
  rmSync(at("tree/pkg/later.go"));
});

test("a dump that names files elsewhere opens none of them", async () => {
  const source = await goSource([at("tree")]);
  const read: string[] = [];
  const files = {
    names: source.files.names,
    read: (name: string) => {
      read.push(name);
      return source.files.read(name);
    },
  };
  // Reconstructed: the form of a dump with paths that lead out of the folder.
  const paths = ["../outside/pkg/secret.go", "/etc/passwd", `${at("tree")}/../outside/pkg/secret.go`, "pkg/link.go"];
  const text = paths.map((path, id) => `goroutine ${id + 1} [chan receive]:\npkg.F()\n\t${path}:3 +0x1\n`).join("\n");
  const dump = parse(new TextEncoder().encode(text), { name: "dump.txt" }).dumps[0];
  const facts = sourceFacts(
    { files, parser: source.parser },
    [...(dump?.goroutines ?? [])].map(({ stack }) => stack),
  );
  expect(facts.use.used).toEqual([]);
  expect(read.filter((name) => !source.files.names.includes(name))).toEqual([]);
});

test("a folder that is not there is said", async () => {
  await expect(goSource([at("nowhere")])).rejects.toMatchObject({ code: "ERR_UNREADABLE_INPUT" });
  await expect(goSource([at("tree/pkg/a.go")])).rejects.toMatchObject({ code: "ERR_UNREADABLE_INPUT" });
});
