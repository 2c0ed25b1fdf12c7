import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { command } from "./command.ts";

const cases = fileURLToPath(new URL("../fixtures/source-cases", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stackgraph-facts-"));
const catalogue = join(folder, "cases.json");

describe("facts build", () => {
  test("writes a catalogue that names the owner without the source", async () => {
    const built = await command(["facts", "build", "--program", "cases", "--output", catalogue, `1.0.0=${cases}`]);
    expect(built.code).toBe(0);
    expect(built.stdout).toBe("");
    expect(built.stderr).toMatch(/^stackgraph: cases 1\.0\.0: \d+ functions .* of example\.org\/cases\.\n$/);
    const dump = join(cases, "promoted/dump.txt");
    const found = await command(["--format", "json", "--facts", catalogue, dump]);
    const { locks } = JSON.parse(found.stdout);
    expect(locks).toMatchObject([{ name: "main.state", owner: { verdict: "owner" } }]);
    const without = await command(["--format", "json", dump]);
    expect(JSON.parse(without.stdout).locks[0]?.name).toBeUndefined();
  });

  test("gives the same catalogue for the same source, and one file a line", async () => {
    const [one, other] = [await command(["facts", "build", cases]), await command(["facts", "build", cases])];
    expect(one.stdout).toBe(other.stdout);
    expect(one.stdout.split("\n").length).toBeGreaterThan(20);
    expect(JSON.parse(one.stdout)).toMatchObject({ format: "stackgraph.facts/3", releases: ["source-cases"] });
  });

  test("a folder without Go", async () => {
    expect(await command(["facts", "build", folder])).toMatchObject({ code: 3, stdout: "" });
    expect(await command(["facts", "build", join(folder, "nowhere")])).toMatchObject({ code: 3, stdout: "" });
  });
});

describe("facts show", () => {
  test.each(["daemon.start", "main.(*daemon).start", "start"])("%s", async (name) => {
    const { code, stdout } = await command(["facts", "show", "--facts", catalogue, name]);
    expect(code).toBe(0);
    expect(stdout).toContain("main: daemon.start (promoted/main.go)\n  cases 1.0.0: lines 26 to 34");
    expect(stdout).toContain("    holds main.state (31) at Block 33");
  });

  test("a function that nobody knows", async () => {
    const { code, stdout, stderr } = await command(["facts", "show", "no.such.Function"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("no.such.Function: no function of this name is known");
  });

  test.each(["{}", "no JSON", '{"format":"stackgraph.facts/3","packages":{"main":{"a.go":[1]}}}'])(
    "a file that is no catalogue: %s",
    async (text) => {
      const file = join(folder, "other.json");
      writeFileSync(file, text);
      const { code, stderr } = await command(["facts", "show", "--facts", file, "main"]);
      expect(code).toBe(3);
      expect(stderr).toContain(`${file}: this is no catalogue of lock facts`);
    },
  );

  test("damaged numbers are no facts", async () => {
    const damaged = join(folder, "damaged.json");
    writeFileSync(
      damaged,
      readFileSync(catalogue, "utf8").replace(/ [A-Za-z0-9+/]{6}(?=[A-Za-z0-9+/]*",?\n)/g, " ///////"),
    );
    const { code } = await command(["--facts", damaged, join(cases, "promoted/dump.txt")]);
    expect([0, 1]).toContain(code);
  });
});
