/**
 * The library in a program: run it from the project's folder. Every part stands on its own after the first one.
 */
import { buildGraph, chainFrom, diagnose, ownerOf, parse, rootBlockers, showChain } from "stackgraph";
import { readIncident } from "stackgraph/node";

// #region read
const { files } = await readIncident(["samples/docker-20.10.24-exec-hang"]);
// #endregion read

// #region diagnose
const diagnosis = await diagnose(files);
for (const { victims, end } of diagnosis.chains) console.log(`${victims} goroutines: ${end.text}`);
for (const { name, waiters, owner } of diagnosis.locks) {
  console.log(name, waiters.length, owner.verdict, owner.goroutines);
}
// #endregion diagnose

// #region parse
const dumps = files.flatMap(({ name, bytes }) => parse(bytes, { name }).dumps);
for (const { file, goroutines } of dumps) {
  const states = new Map<string, number>();
  for (const { state } of goroutines) states.set(state, (states.get(state) ?? 0) + 1);
  console.log(file, goroutines.length, Object.fromEntries(states));
}
// #endregion parse
