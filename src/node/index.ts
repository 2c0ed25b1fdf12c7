/** What needs Node: reading the files and folders of an incident. Exported as "stackgraph/node". */
export type { Incident, InputFile, InputProblem } from "./incident.ts";
export { readIncident } from "./read-incident.ts";
