import { type SymbolPattern, symbolPattern } from "../../facts/symbol-pattern.ts";

/** A function that waits for the goroutines that it, or its counterpart, started. */
export interface ParentWait {
  readonly name: string;
  /** The waiting function: the lock site, or the innermost frame of a channel receive. */
  readonly waiter: SymbolPattern;
  /** The function in "created by" of those it waits for. */
  readonly creator: SymbolPattern;
  readonly source: string;
  readonly example: { readonly waiter: string; readonly creator: string };
}

export const parentWaits: readonly ParentWait[] = [
  {
    name: "errgroup",
    waiter: symbolPattern("errgroup.(*Group).Wait"),
    creator: symbolPattern("errgroup.(*Group).{Go,TryGo,add}"),
    source: "golang.org/x/sync/errgroup/errgroup.go: Go starts the goroutine that calls wg.Done",
    example: { waiter: "golang.org/x/sync/errgroup.(*Group).Wait", creator: "golang.org/x/sync/errgroup.(*Group).Go" },
  },
  {
    name: "testing",
    waiter: symbolPattern("testing.(*T).Run"),
    creator: symbolPattern("testing.(*T).Run"),
    source: "testing/testing.go: Run starts tRunner and receives from t.signal",
    example: { waiter: "testing.(*T).Run", creator: "testing.(*T).Run" },
  },
];
