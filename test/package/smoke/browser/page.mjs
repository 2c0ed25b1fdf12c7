// What a stranger's page does with the installed package: fetches dumps, diagnoses them, shows the answer; then it sends back what came out.
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

async function answer({ diagnose, show, renderJson }, { files }) {
  const inputs = await Promise.all(files.map(async ({ name, path }) => ({ name, bytes: await bytes(path) })));
  const diagnosis = await diagnose(inputs);
  const section = document.body.appendChild(document.createElement("section"));
  section.innerHTML = show(diagnosis).html;
  const boxes = [...section.querySelectorAll("svg")].map((svg) => svg.getBoundingClientRect());
  return { json: renderJson(diagnosis), pictures: boxes.map(({ width, height }) => ({ width, height })) };
}

let result;
try {
  // The whole package, so that nothing behind its main entry is left out of the bundle; here, so that its failure is told, too.
  const stackgraph = await import("stackgraph");
  Object.assign(globalThis, { stackgraph });
  const answers = [];
  for (const incident of await (await fetch("/incidents")).json()) answers.push(await answer(stackgraph, incident));
  result = { answers };
} catch (error) {
  result = { error: String(error.stack ?? error) };
}
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
