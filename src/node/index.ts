/** What needs Node: reading the files and folders of an incident. Exported as "stackgraph/node". */
export type { InputFile } from "../model/input.ts";
export { goSource } from "./go-source.ts";
export type { Incident, InputProblem } from "./incident.ts";
export { type ReadOptions, readIncident } from "./read-incident.ts";
