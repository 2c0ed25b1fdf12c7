/**
 * stackgraph: finds what a hung Go process waits for. `diagnose` goes the whole way from files to the answer; the other exports are its
 * stages and the queries over the graph.
 */
export { parse } from "./parse/parse.ts";
export { buildGraph } from "./graph/build-graph.ts";
export { diagnose } from "./query/diagnose.ts";
