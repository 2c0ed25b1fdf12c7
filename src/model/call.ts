import type { Evidence } from "./diagnosis.ts";
import type { Goroutine } from "./dump.ts";

/** One end of a remote call as a stack shows it. */
export interface CallEnd {
  readonly goroutine: Goroutine;
  readonly protocol: "grpc" | "ttrpc" | "http";
  /** Generated type name without Client or Server, first letter upper case: "Tasks"; for HTTP the router or handler. */
  readonly service: string;
  readonly method: string;
  /** Import path of the generated package. */
  readonly package?: string;
  /** The frame that shows it: the client stub or the handler. */
  readonly frame: number;
  /** Client ends only: false when the frames say that the request has not been handed over yet. */
  readonly sent?: boolean;
  /** Streaming methods only. "open": waits for the next message, whenever it comes; "answer": for something that is due. */
  readonly stream?: "open" | "answer";
}

/** A client goroutine inside a remote call and, when it is found, the goroutine that serves it. */
export interface Call {
  readonly client: CallEnd;
  /** Absent when the serving goroutine is in no dump at hand. */
  readonly server?: CallEnd;
  readonly confidence: number;
  /** Other serving goroutines that fit as well; of very many only the first. */
  readonly alternatives: readonly CallEnd[];
  /** How many servers fit, all of `alternatives` and `server` included; absent when `alternatives` has all of them. */
  readonly fitting?: number;
  readonly evidence: readonly Evidence[];
}
