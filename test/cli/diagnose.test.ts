import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { wantsColor } from "../../src/cli/color.ts";
import { validate } from "../view/schema/validate.ts";
import { command, sample } from "./command.ts";

const execHang = sample("docker-20.10.24-exec-hang");

describe("diagnose", () => {
  test("is the default command, and says that something is blocked by its exit code", async () => {
    const [named, unnamed] = [await command(["diagnose", execHang]), await command([execHang])];
    expect(unnamed).toEqual(named);
    expect(unnamed).toMatchObject({ code: 1, stderr: "" });
    expect(unnamed.stdout).toMatch(/^dockerd: 7 goroutines cannot go on/);
  });

  test("exits 0 when nothing is wrong", async () => {
    const { code, stdout } = await command([sample("docker-20.10.24-healthy")]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing is blocked, as far as the dumps show\. Of 179 goroutines in 6 dumps none\swaits/);
  });

  test("--format json prints the contract, the same bytes each time", async () => {
    const [first, second] = [await command([execHang, "--format", "json"]), await command(["--format=json", execHang])];
    expect(first.stdout).toBe(second.stdout);
    expect(first).toMatchObject({ code: 1, stderr: "" });
    validate("Diagnosis", JSON.parse(first.stdout));
  });

  test("--no-catalogue leaves out what is known of the source", async () => {
    const { stdout } = await command([execHang, "--no-catalogue", "--explain"]);
    expect(stdout).not.toContain("holds-by-source");
  });

  test("--output writes the same to a file, without colour", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stackgraph-"));
    const file = join(folder, "page.txt");
    const { stdout, code } = await command([execHang, "--output", file], { isTTY: true });
    expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
    expect(readFileSync(file, "utf8")).toBe((await command([execHang])).stdout);
    rmSync(folder, { recursive: true });
  });

  test("uses the width of the terminal and its colours", async () => {
    const wide = await command([execHang], { columns: 160, isTTY: true });
    const plain = await command([execHang], { columns: 160 });
    expect(wide.stdout).toContain("\u001b[");
    expect(stripVTControlCharacters(wide.stdout)).toBe(plain.stdout);
  });
});

describe("wantsColor", () => {
  test.each([
    ["auto", {}, true, true],
    ["auto", {}, false, false],
    ["auto", { NO_COLOR: "1" }, true, false],
    ["auto", { NO_COLOR: "" }, true, true],
    ["auto", { FORCE_COLOR: "1" }, false, true],
    ["auto", { FORCE_COLOR: "" }, false, false],
    ["auto", { FORCE_COLOR: "0" }, true, false],
    ["auto", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
    ["auto", { TERM: "dumb" }, true, false],
    ["always", { NO_COLOR: "1" }, false, true],
    ["never", { FORCE_COLOR: "1" }, true, false],
  ] as const)("%s %j, terminal: %j", (choice, env, isTTY, expected) =>
    expect(wantsColor(choice, { env, isTTY })).toBe(expected),
  );
});
