// @ts-check
// A stranger's script: uses the installed package by its names only. Argument: a folder with dumps of an incident that has a chain.
import { diagnose, renderText } from "stackgraph";
import { readIncident } from "stackgraph/node";

const [folder] = globalThis.process.argv.slice(2);
if (folder === undefined) throw new Error("Give a folder");

const { files } = await readIncident([folder]);
const diagnosis = await diagnose(files);
if (diagnosis.schema !== "stackgraph.diagnosis/1") throw new Error(`schema is ${diagnosis.schema}`);
if (diagnosis.chains.length === 0) throw new Error("no chain found");
if (!renderText(diagnosis, { color: false, width: 80 }).includes("dockerd"))
  throw new Error("the text does not name dockerd");
globalThis.console.log(`${diagnosis.dumps.length} dumps, ${diagnosis.chains.length} chains`);
