import { describe, expect, test } from "vitest";
import { command } from "./command.ts";

describe("help", () => {
  test.each([[[]], [["diagnose"]], [["dumps"]], [["parse"]], [["show"]], [["facts", "build"]], [["facts", "show"]]])(
    "of %j fits 80 columns and says all exit codes",
    async (name) => {
      const { code, stdout, stderr } = await command([...name, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
      expect(stdout).toMatch(/Examples:[\s\S]*Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 .*\n {2}4 /);
      await expect(stdout).toMatchFileSnapshot(`__golden__/help${name.map((word) => `-${word}`).join("")}.txt`);
    },
  );

  test.each([[[]], [["parse"]], [["show", "1"]]])(
    "%j at a terminal without a file: help on stderr, exit code 2",
    async (argv) => {
      const { code, stdout, stderr } = await command(argv);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("Usage: stackgraph [command] [options] PATH...");
    },
  );

  test("the version is that of the package", async () => {
    expect(await command(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });
});
