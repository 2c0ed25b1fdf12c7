import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const quiet =
  "disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync";
const flags = ["--headless", "--no-sandbox", ...quiet.split(" ").map((flag) => `--${flag}`)];

/** Opens a page in headless Chromium until `done` settles, and returns what it gives; the browser and all it wrote are gone afterwards. */
export async function withPage(command, address, done) {
  const home = mkdtempSync(join(tmpdir(), "stackgraph-browser-"));
  // What the browser writes outside its profile goes there too.
  const env = { ...process.env, HOME: home, TMPDIR: home };
  const browser = spawn(command, [...flags, `--user-data-dir=${join(home, "profile")}`, address], { env });
  browser.stdout.resume();
  const messages = text(browser.stderr);
  const ended = once(browser, "close");
  const early = ended.then(async ([code]) => {
    throw new Error(`chromium exited ${code}:\n${await messages}`);
  });
  try {
    return await Promise.race([done, early]);
  } finally {
    browser.kill();
    await ended.catch(() => {});
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
