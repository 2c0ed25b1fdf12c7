import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { releaseFacts } from "../../../src/facts/releases/release-facts.ts";
import { loadReleases } from "../../../src/facts/releases/shipped.ts";
import type { Stack } from "../../../src/model/dump.ts";
import { readIncident } from "../../../src/node/read-incident.ts";
import { parseFile } from "../../../src/parse/parse-file.ts";
import { identifyProcess } from "../../../src/processes/identify-process.ts";
import { graphOfFiles } from "../../../src/query/graph-of-files.ts";

const folder = fileURLToPath(new URL("../../../samples/", import.meta.url));

/** Debian's packages: which containerd runs beside which docker. */
const CONTAINERD: Readonly<Record<string, string>> = { "20.10.5": "1.4.13", "20.10.24": "1.6.20", "26.1.5": "1.7.24" };

const samples = readdirSync(folder).flatMap((name) => {
  const docker = /^docker-(\d+\.\d+\.\d+)-/.exec(name)?.[1];
  return docker === undefined ? [] : [{ name, docker }];
});

/** Whether a release lies in "1.6.3 to 1.6.23 or 1.7.0". */
function isIn(release: string, text: string): boolean {
  const compare = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
  return text.split(" or ").some((range) => {
    const [from = "", to = from] = range.split(" to ");
    return compare(from, release) <= 0 && compare(release, to) <= 0;
  });
}

describe.each(samples)("$name", ({ name, docker }) => {
  test("a version that is said is the right one", async () => {
    const { files } = await readIncident([`${folder}${name}`]);
    const dumps = [];
    for (const { name: file, bytes } of files) dumps.push(...(await parseFile(bytes, { name: file })).dumps);
    const catalogues = await loadReleases(dumps);
    for (const dump of dumps) {
      const stacks = new Set<Stack>();
      for (let index = 0; index < dump.goroutines.length; index++) stacks.add(dump.goroutines.stackAt(index));
      const { process } = identifyProcess(dump);
      const found = releaseFacts(catalogues, stacks).releases.find(
        ({ program }) => program === (process === "dockerd" ? "docker" : "containerd"),
      );
      const truth = process === "dockerd" ? docker : CONTAINERD[docker];
      if (found?.confidence !== undefined && truth !== undefined)
        expect(isIn(truth, found.release), found.release).toBe(true);
      if (process === "dockerd" && dump.goroutines.length > 20) expect(found?.confidence).toBeGreaterThan(0.8);
    }
  });
});

const kubelets = readdirSync(folder).flatMap((name) => {
  const minor = /^kubelet-(\d+\.\d+)\.\d+-/.exec(name)?.[1];
  return minor === undefined ? [] : [{ name, minor }];
});

test.each(kubelets)("$name: the kubelet is told as $minor", async ({ name, minor }) => {
  const { files } = await readIncident([`${folder}${name}`]);
  const releases = (await graphOfFiles(files)).getAttribute("releases") ?? [];
  const shown = releases.flatMap(({ found }) => found).filter(({ program }) => program === "kubernetes");
  expect(shown).toMatchObject([{ release: minor }]);
  expect(shown[0]?.confidence).toBeGreaterThan(0.9);
});
