/**
 * The form in which lock facts of several releases of one program are kept: what `stackgraph facts build` writes.
 *
 * A function that is the same in several releases is there once, with the releases and the line where it starts in each. Texts are kept
 * once in `names`; everything else are numbers, written as in varint.ts, counted where they repeat and as differences where they grow.
 */
export interface CatalogueFile {
  readonly format: "stackgraph.facts/1";
  /** Name of the program or library: "docker". */
  readonly program: string;
  /** Import paths of what is described, without what is below them. */
  readonly modules: readonly string[];
  /** Oldest first. */
  readonly releases: readonly string[];
  /** Names of callees, separated by blanks, the frequent ones first. */
  readonly callees: string;
  /** Lock classes, separated by blanks: "m:container.State" for a mutex, "r:exec.Store" for an rwmutex. */
  readonly classes: string;
  /**
   * By import path ("main" for programs), by file ("exec.go"; for programs with its folder, "cmd/dockerd/docker.go"): functions as
   * "Receiver.Name " and numbers. The numbers of a function:
   *
   * - count of variants; each: count of bodies; each body: depth, first line (counted from the function's), last line minus first line, and
   *   its `given` effects (count, effects); then count of states; each: count of effects, effects; then for each body: count of points;
   *   each: lines behind the previous point times 4, plus 1 when it asks for a lock, plus 2 when it is deferred; callee; state (0 is
   *   nothing, left out when there are no states); when it asks: class times 3 plus kind (0 unknown, 1 mutex, 2 rwmutex).
   * - effect: bits (1 releases, 2 not certain, 4 for reading, 8 shared), class, line of the operation (signed, from the function's).
   * - class: 0 is not known, else its place in `classes` plus 1.
   * - then, until all releases are told: count of releases, variant plus 1 (0: it does not exist there), and when it exists the line where
   *   it starts (signed, from where it started before).
   */
  readonly packages: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
