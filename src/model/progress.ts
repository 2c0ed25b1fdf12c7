/** What is being done, as it is told before and between the pieces of the work. */
export interface Progress {
  /** Bytes are read; dumps are searched in them; goroutines are linked by locks and calls; the answer is made of that. */
  readonly stage: "reading" | "parsing" | "linking" | "explaining";
  /** What the stage has done: bytes of files when reading and parsing, goroutines later. */
  readonly done: number;
  /** All that there is to do, in the same unit; undefined when that is not known. */
  readonly total?: number;
  /** Goroutines found until now. */
  readonly goroutines: number;
}

/** Is told the progress; must be quick, and what it throws is not caught. */
export type OnProgress = (progress: Progress) => void;
