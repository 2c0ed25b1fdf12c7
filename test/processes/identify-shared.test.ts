import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { identifyProcess } from "../../src/processes/identify-process.ts";
import { dumpsOf } from "./dumps.ts";

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
/** Dumps of container programs among the cases; all others are of programs that only bear a name like theirs, or none. */
const containerPrograms: Readonly<Record<string, string>> = {
  "cases/02-docker-20.10.3-exec-ceph/dump.txt": "dockerd",
  "cases/30-kata-runtime-1981/dump.txt": "containerd-shim",
};

describe.each(["cases", "go-versions"])("%s (skipped where ../shared is absent)", (folder) => {
  it.skipIf(!existsSync(`${shared}${folder}`))("names the process of every dump", () => {
    const names = readdirSync(`${shared}${folder}`, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".txt"),
    );
    const kinds = names.flatMap((name) => {
      const dumps = dumpsOf([{ name, bytes: readFileSync(`${shared}${folder}/${name}`) }]);
      return dumps.map((dump) => [`${folder}/${name}`, identifyProcess(dump).process] as const);
    });
    expect(kinds.length).toBeGreaterThan(30);
    for (const [name, kind] of kinds) expect([name, kind]).toEqual([name, containerPrograms[name] ?? "other"]);
  });
});
