import { chdir, cwd } from "node:process";
import { fileURLToPath } from "node:url";
import { run } from "../../src/cli/main.ts";
import { root } from "./markdown.ts";

export interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line of the documentation in this process: "npx stackgraph …", with or without "npm ci && " before it. */
export async function runCommand(line: string, columns = 80): Promise<Printed> {
  const words = line.replace(/^npm ci && /, "").split(/\s+/);
  const [npx, name, ...argv] = words;
  if (npx !== "npx" || name !== "stackgraph") throw new Error(`not a command that the tests can run: ${line}`);
  const printed = { stdout: "", stderr: "" };
  const before = cwd();
  chdir(fileURLToPath(root));
  try {
    const code = await run(argv, {
      stdin: Object.assign(nothing(), { isTTY: true }),
      stdout: { write: (text) => (printed.stdout += text) },
      stderr: { write: (text) => (printed.stderr += text) },
      env: {},
      columns,
      isTTY: false,
    });
    return { code, ...printed };
  } finally {
    chdir(before);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
