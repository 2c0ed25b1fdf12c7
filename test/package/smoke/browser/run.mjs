// Runs the installed package in a headless browser: run.mjs FOLDER BROWSER SAMPLE…
// FOLDER is what install.sh has made; BROWSER is Chromium's command. What the page answers about each sample must be what Node answers, and
// a picture must stand in the page.
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { bundleForBrowser } from "./bundle.mjs";
import { withPage } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const [consumer, browser, ...samples] = process.argv.slice(2);
if (samples.length === 0) throw new Error("Give the consumer's folder, a browser and a sample");
const page = resolve(consumer, "page.mjs");
copyFileSync(new URL("page.mjs", import.meta.url), page);
const installed = createRequire(page);
const { diagnose, renderJson } = await import(installed.resolve("stackgraph"));
const { readIncident } = await import(installed.resolve("stackgraph/node"));

const incidents = [];
for (const sample of samples) incidents.push({ name: basename(sample), ...(await readIncident([sample])) });
const server = await serve(await bundleForBrowser(page), incidents);
// Whoever interrupts the run leaves no browser behind.
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(name, () => stop.abort(new Error(name)));
try {
  const result = once(server, "result", { signal: AbortSignal.any([stop.signal, AbortSignal.timeout(120_000)]) });
  const [{ error, answers }] = await withPage(browser, `http://127.0.0.1:${server.address().port}/`, result);
  if (error) throw new Error(`in the browser: ${error}`);
  for (const [i, { name, files }] of incidents.entries()) {
    const { json, pictures } = answers[i];
    if (json !== renderJson(await diagnose(files))) throw new Error(`${name}: the browser's answer is not Node's`);
    if (!pictures.some(({ width, height }) => width > 0 && height > 0)) throw new Error(`${name}: no picture`);
    console.log(`${name}: Node's answer (${json.length} characters), pictures: ${pictures.length}`);
  }
} finally {
  server.close();
  server.closeAllConnections();
}
