import type { FuncName } from "../../model/dump.ts";

/** A function that runs another one in a goroutine for as long as the program runs: what it calls counts as the goroutine's start. */
export interface Runner {
  readonly name: string;
  /** Over the symbol, without the endings of function literals. */
  readonly symbol: RegExp;
  readonly example: string;
  readonly source: string;
}

export const RUNNERS: readonly Runner[] = [
  {
    name: "kubernetes-wait",
    symbol: /^k8s\.io\/apimachinery\/pkg\/util\/wait\.(?:\w*Until\w*|Forever|\(\*Group\)\.\w+)$/,
    example: "k8s.io/apimachinery/pkg/util/wait.BackoffUntil.func1",
    source: "k8s.io/apimachinery/pkg/util/wait: Until, Forever and their kin run a function again and again",
  },
  {
    name: "cockroach-stopper",
    symbol: /\/cockroach\/(?:pkg\/)?util(?:\/stop)?\.\(\*Stopper\)\.RunWorker$/,
    example: "github.com/cockroachdb/cockroach/pkg/util/stop.(*Stopper).RunWorker.func1",
    source: "cockroachdb/cockroach pkg/util/stop/stopper.go: workers run until the server stops",
  },
  {
    name: "oklog-run",
    symbol: /^github\.com\/oklog\/run\.\(\*Group\)\.Run$/,
    example: "github.com/oklog/run.(*Group).Run.func1",
    source: "github.com/oklog/run group.go: actors run until the first one ends (reconstructed)",
  },
  {
    name: "suture",
    symbol: /^github\.com\/thejerf\/suture(?:\/v\d)?\.\(\*Supervisor\)\.runService$/,
    example: "github.com/thejerf/suture/v4.(*Supervisor).runService.func2",
    source: "github.com/thejerf/suture supervisor.go: services run until they fail (reconstructed)",
  },
  {
    name: "tomb",
    symbol: /^gopkg\.in\/tomb\.v\d\.\(\*Tomb\)\.run$/,
    example: "gopkg.in/tomb.v2.(*Tomb).run",
    source: "gopkg.in/tomb.v2 tomb.go (reconstructed)",
  },
];

/** Whether a function only runs the one that it was given. */
export function isRunner({ symbol, closure }: FuncName): boolean {
  const outer = closure === "" ? symbol : symbol.slice(0, -closure.length - 1);
  return RUNNERS.some((runner) => runner.symbol.test(outer));
}
