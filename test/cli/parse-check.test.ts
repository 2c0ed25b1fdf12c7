import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { command, sample } from "./command.ts";

const dump = readFileSync(sample("docker-20.10.24-exec-hang/containerd.stacks.log"), "utf8");
const check = (stdin: string) => command(["parse", "--check", "-"], { stdin });

describe("parse --check", () => {
  test("accounts for a whole dump", async () => {
    const { code, stdout, stderr } = await check(`Dumping now\n${dump}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      [
        "stdin",
        "  headers seen          43",
        "  goroutines returned   43",
        "  other lines           1",
        "  dumps                 1",
        "  nothing is damaged",
        "",
      ].join("\n"),
    );
  });

  test("shows where a line is damaged, also behind tabs; exits 1", async () => {
    const { code, stdout } = await check(dump.replace(/\t(.*):(\d+) \+0x/, "\t$1:$2 +\t0y"));
    expect(code).toBe(1);
    const [place, excerpt, caret] = stdout.split("\n\n")[1]?.split("\n") ?? [];
    expect(place).toMatch(/^stdin:3:\d+: This source position cannot be read\. \[damaged-location\]$/);
    expect(excerpt).toMatch(/^ {6}\S/);
    expect(caret?.indexOf("^")).toBe(excerpt?.indexOf(" +    0y"));
  });

  test("control characters are never printed raw", async () => {
    const { stdout } = await check(dump.replace(/\n\t.*\n/, "\n\t\u0007\u202ered\n"));
    expect(stdout).toContain("\\u{7}\\u{202e}red");
    expect(["\u0007", "\u202e"].filter((char) => stdout.includes(char))).toEqual([]);
  });

  test("a cut-off end is damage", async () => {
    const { code, stdout } = await check(dump.slice(0, dump.lastIndexOf("created by") - 20));
    expect(code).toBe(1);
    expect(stdout).toContain("The text ends in the middle of this goroutine. [cut-off]");
  });

  test("without a dump: exit 3 and a sentence", async () => {
    const { code, stdout, stderr } = await check("nothing here\n");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain("no goroutine dump in it");
  });
});
