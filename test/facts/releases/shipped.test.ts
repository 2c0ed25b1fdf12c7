import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { loadCatalogue, shipped } from "../../../src/facts/releases/shipped.ts";

const texts = await Promise.all(shipped.map(({ load }) => load()));

test("all catalogues together are small enough to ship", () => {
  const raw = texts.reduce((sum, { text }) => sum + text.length, 0);
  const packed = texts.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).length, 0);
  expect(raw).toBeLessThan(3_000_000);
  expect(packed).toBeLessThan(600_000);
});

describe.each(shipped)("$program", (entry) => {
  const { program, packages, example } = entry;

  test("is loaded for its packages, and for no other's", async () => {
    expect(packages.test(example)).toBe(true);
    expect(shipped.filter((other) => other.packages.test(example)).map((other) => other.program)).toEqual(
      // The ttrpc library lies below containerd's address.
      example === "github.com/containerd/ttrpc" ? ["containerd", "ttrpc"] : [program],
    );
    const known = new Set([...(await loadCatalogue(entry)).all()].map((func) => func.package));
    expect(known).toContain(example);
  });

  test("has releases in order, and every function in one of them", async () => {
    const { releases, open, all } = await loadCatalogue(entry).then((catalogue) => ({
      releases: catalogue.releases,
      open: catalogue.open,
      all: [...catalogue.all()],
    }));
    expect(releases.length).toBeGreaterThan(10);
    expect(new Set(releases).size).toBe(releases.length);
    for (const release of open) expect(releases).toContain(release);
    expect(open).toContain(releases.at(-1));
    for (const { runs, variants, name } of all) {
      expect(runs.length, name).toBeGreaterThan(0);
      runs.forEach(({ from, to, variant }, index) => {
        expect(from, name).toBeGreaterThanOrEqual(runs[index - 1]?.to ?? 0);
        expect(to, name).toBeGreaterThan(from);
        expect(to, name).toBeLessThanOrEqual(releases.length);
        expect(variants[variant]).toBeDefined();
      });
    }
  });

  test("names a class for every lock that it knows", async () => {
    const catalogue = await loadCatalogue(entry);
    const effects = [...catalogue.all()].flatMap(({ variants }) =>
      variants.flatMap((bodies) => bodies.flatMap(({ points }) => points.flatMap((point) => point.effects))),
    );
    expect(effects.length).toBeGreaterThan(20);
    for (const { class: name } of effects) if (name !== undefined) expect(catalogue.class(name)?.name).toBe(name);
  });
});
