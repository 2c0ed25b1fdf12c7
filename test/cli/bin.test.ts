import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sample } from "./command.ts";

const bin = new URL("../../dist/cli/bin.js", import.meta.url).pathname;
const convoy = sample("docker-20.10.24-convoy");

// `npm ci` and `npm run build` make it.
describe.skipIf(!existsSync(bin))("the built command (skipped when dist/ is not built)", () => {
  test("reads a pipe and exits with 1", () => {
    const input = readFileSync(sample("docker-20.10.24-exec-hang/dockerd.log"));
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "-"], { input, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^dockerd: /);
  });

  test("says in one line what is wrong with its input, and exits with 3", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "/no/such/dump"], { encoding: "utf8" });
    expect({ status, stdout, stderr }).toEqual({
      status: 3,
      stdout: "",
      stderr: "stackgraph: /no/such/dump: there is no such file or folder.\n",
    });
  });

  test("stops without a word when its reader goes away", { timeout: 60_000 }, async () => {
    const child = spawn(process.execPath, [bin, "parse", "--format", "ndjson", convoy], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
  });
});
