/**
 * The form in which lock facts of several releases of one program are kept: what `stackgraph facts build` writes.
 *
 * What is alike stands together, because it compresses best so: names of functions, where they are, what they do, and what changed in
 * that. A function that is the same in several releases is there once. Numbers are written as in varint.ts. In each of these columns files are
 * separated by semicolons and functions by blanks, in the order of `packages`: only what is asked for is taken apart.
 */
export interface CatalogueFile {
  readonly format: "stackgraph.facts/3";
  /** Name of the program or library: "docker". */
  readonly program: string;
  /** Import paths of what is described, without what is below them. */
  readonly modules: readonly string[];
  /** Oldest first. */
  readonly releases: readonly string[];
  /** Releases behind which others of their series can have come since the catalogue was made. Default: the last one. */
  readonly open?: readonly string[];
  /** Names of callees, separated by blanks, the frequent ones first. */
  readonly callees: string;
  /** Lock classes, separated by blanks: "m:container.State" for a mutex, "r:exec.Store" for an rwmutex. */
  readonly classes: string;
  /**
   * By import path ("main" for programs), by file ("exec.go"; for programs with its folder, "cmd/dockerd/docker.go"): functions as
   * "Receiver.Name", separated by blanks, in the order in which they stand in the file. A second one of a name is "init#2".
   */
  readonly packages: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * For each function of `packages`: count of variants; of each the last line of its first body, counted from the
   * function's first line (as difference from the variant before, signed); then, until all releases are told: count of releases, variant
   * plus 1 (0: it does not exist there), and when it exists how many lines behind the last one of the function before in that file it
   * starts (as difference from the run before, signed).
   */
  readonly places: string;
  /**
   * For each function its first variant: count of bodies; each body: depth, first line (counted from the function's; as difference from the
   * body before, signed), last line minus first line (not of the first body), and its `given` effects; then count of states; each: its
   * effects; then for each body: count of points; each: lines behind the previous point times 4, plus 1 when it asks for a lock, plus 2
   * when it is deferred; callee; state (0 is nothing, left out when there are no states); when it asks: class times 3 plus kind (0
   * unknown, 1 mutex, 2 rwmutex).
   *
   * - effects: count; each: bits (1 releases, 2 not certain, 4 for reading, 8 shared), class, line of the operation (from the
   *   function's; as difference from the effect before, signed).
   * - class: 0 is not known, else its place in `classes` plus 1.
   */
  readonly bodies: string;
  /** For each function its other variants: how each comes out of the one before, as edit-script.ts says. */
  readonly changes: string;
}
