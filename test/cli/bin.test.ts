import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sample } from "./command.ts";

const bin = new URL("../../dist/cli/bin.js", import.meta.url).pathname;
const convoy = sample("docker-20.10.24-convoy");

/** Runs the built command with a terminal as stderr while its input arrives slowly; see terminal.py. */
function inTerminal(how: "end" | "interrupt"): { status: number; stdout: string; terminal: string } {
  const script = new URL("terminal.py", import.meta.url).pathname;
  const dump = sample("docker-20.10.24-exec-hang/dockerd.log");
  const { stdout } = spawnSync("python3", [script, how, dump, process.execPath, bin, "-"], { encoding: "utf8" });
  return JSON.parse(stdout) as { status: number; stdout: string; terminal: string };
}

const hasTerminals = spawnSync("python3", ["-c", "import pty"]).status === 0;

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

  describe.skipIf(!hasTerminals)("in a terminal (skipped without Python, which makes one)", () => {
    test("tells how far it is when that takes more than a second, and takes it away", { timeout: 60_000 }, () => {
      const { status, stdout, terminal } = inTerminal("end");
      expect(status).toBe(1);
      expect(stdout).toMatch(/^dockerd: /);
      expect(terminal.startsWith("\r\x1b[Kreading 0.")).toBe(true);
      expect(terminal.endsWith("\r\x1b[K")).toBe(true);
      expect(terminal).not.toContain("\n");
    });

    test("ends at once with Ctrl-C, without an answer", { timeout: 60_000 }, () => {
      const { status, stdout, terminal } = inTerminal("interrupt");
      expect({ status, stdout }).toEqual({ status: -2, stdout: "" });
      expect(terminal.endsWith("\r")).toBe(true);
    });
  });
});
