/**
 * stackgraph: finds what a hung Go process waits for. `diagnose` goes the whole way from files to the answer; the other exports are its
 * stages, the queries over the graph and the views of a result.
 */

export { catalogue } from "./facts/catalogue.ts";
export type { FactSet, HoldFact, LockClass } from "./facts/fact.ts";
export { buildCatalogue, catalogueText } from "./facts/releases/build-releases.ts";
export type { CatalogueFile } from "./facts/releases/catalogue-file.ts";
export { readCatalogue } from "./facts/releases/read-catalogue.ts";
export type { ReleaseSource } from "./facts/releases/read-release.ts";
export type { KnownFunction, ReleaseCatalogue } from "./facts/releases/release-catalogue.ts";
export type { DumpRelease } from "./facts/releases/release-facts.ts";
export { loadReleases } from "./facts/releases/shipped.ts";
export type { SourceFiles } from "./facts/source/file-index.ts";
export type { GoNode } from "./facts/source/go-node.ts";
export { type GoParser, type GoParserOptions, loadGoParser } from "./facts/source/go-parser.ts";
export type { GoSource, SourceUse } from "./facts/source/source-facts.ts";
export { buildGraph, type GraphOptions } from "./graph/build-graph.ts";
export type * from "./graph/types.ts";
export type { Call, CallEnd } from "./model/call.ts";
export type { Dependency } from "./model/dependency.ts";
export type * from "./model/diagnosis.ts";
export type { Diagnostic } from "./model/diagnostic.ts";
export type * from "./model/dump.ts";
export { StackgraphError, type StackgraphErrorCode } from "./model/error.ts";
export type { InputFile } from "./model/input.ts";
export type { Lock, LockWaiter, OwnerCandidate } from "./model/lock.ts";
export type * from "./model/process.ts";
export type { Wait, WaitKind, WaitTarget } from "./model/wait.ts";
export { show } from "./notebook/show.ts";
export { showChain } from "./notebook/show-chain.ts";
export { showLocks } from "./notebook/show-locks.ts";
export type { MimeBundle, Shown } from "./notebook/shown.ts";
export { type ParseOptions, type ParseResult, parse } from "./parse/parse.ts";
export { parseFile } from "./parse/parse-file.ts";
export type { MergedDump } from "./processes/merge-dumps.ts";
export type { NamedDump } from "./processes/named-dump.ts";
export { type ProcessReading, readProcessEvidence } from "./processes/read-process-evidence.ts";
export { chainFrom, type WaitChain } from "./query/chain-from.ts";
export { deadlocks } from "./query/deadlocks.ts";
export { type DiagnoseOptions, diagnose } from "./query/diagnose.ts";
export { type FindingId, type FindingKind, findingKinds } from "./query/finding-kinds.ts";
export { type Group, groups } from "./query/groups.ts";
export { type DumpListing, type FileWithoutDump, listDumps } from "./query/list-dumps.ts";
export { ownerOf } from "./query/owner-of.ts";
export { rootBlockers } from "./query/root-blockers.ts";
export { toDiagnosis } from "./query/to-diagnosis.ts";
export { waitersOf } from "./query/waiters-of.ts";
export { where } from "./query/where.ts";
export { renderJson } from "./view/json.ts";
export { renderText, type TextOptions } from "./view/text.ts";
export { waitOf } from "./waits/wait-of.ts";
export { waitTargetOf } from "./waits/wait-target.ts";
