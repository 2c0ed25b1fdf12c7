/** The library in a program: run it from the project's folder. Each part stands on its own after the first one. */
import { buildGraph, chainFrom, diagnose, groups, ownerOf, parse, rootBlockers, waitersOf } from "stackgraph";
import { readIncident } from "stackgraph/node";

// #region read
const { files } = await readIncident(["samples/docker-20.10.24-exec-hang"]);
// #endregion read

// #region diagnose
const diagnosis = await diagnose(files);
for (const { victims, end } of diagnosis.chains) console.log(`${victims} goroutines: ${end.text}`);
for (const { name, waiters, owner } of diagnosis.locks) {
  const owners = owner.goroutines.map(({ goroutine }) => goroutine).join(", ");
  console.log(`${name}: ${waiters.length} waiting, ${owner.verdict} ${owners}`);
}
// #endregion diagnose

// #region parse
const dumps = files.flatMap(({ name, bytes }) => parse(bytes, { name }).dumps);
for (const dump of dumps) {
  const [largest] = groups(dump);
  const place = largest?.stack.frames[0]?.func.short;
  console.log(`${dump.file}: ${dump.goroutines.length} goroutines, ${largest?.indexes.length} of them in ${place}`);
}
// #endregion parse

// #region graph
const graph = buildGraph(dumps);
for (const { lock } of diagnosis.locks) {
  const { verdict, candidates } = ownerOf(graph, lock);
  console.log(`${lock}: ${waitersOf(graph, lock).length} waiting, ${verdict}`);
  for (const { text, weight } of candidates[0]?.evidence ?? []) console.log(`  ${weight} ${text}`);
}
// #endregion graph

// #region chain
const [root] = rootBlockers(graph);
const farthest = root?.steps[0];
if (farthest !== undefined) {
  const chain = chainFrom(graph, farthest);
  console.log(chain.steps.map(({ dump, goroutine }) => `${dump} ${goroutine}`).join(" → "));
}
// #endregion chain
