import type { PuzzleSet } from "./places.ts";
import type { Random } from "./random.ts";
import { type Again, AT, type Resource } from "./resource.ts";

/** How goroutines are started: the Go text of a statement. */
export type Launch = (call: string) => string;

/** What a scenario is told in. Each method gives Go statements. */
export interface Stage {
  readonly random: Random;
  readonly types: readonly Resource[];
  /** Declares `r`, of the first type or of another. */
  make(variable: string, type?: number): string;
  /** Starts one goroutine in an operation; `mode` picks one that takes the lock for reading or writing. */
  run(
    variable: string,
    at: number,
    options?: { readonly mode?: "r" | "w"; readonly type?: number; readonly first?: true },
  ): string;
  /** Several goroutines that will wait for the lock. */
  waiters(
    variable: string,
    options?: { readonly mode?: "r" | "w"; readonly type?: number; readonly count?: number },
  ): string;
  /** Goroutines that have been through the operation, and some that have not come to the lock. */
  bystanders(variable: string, type?: number): string;
}

export interface Scenario {
  readonly name: string;
  readonly set: PuzzleSet;
  readonly weight: number;
  readonly uses: readonly number[];
  readonly kind?: "mutex" | "rwmutex";
  readonly types?: number;
  readonly again?: readonly Again[];
  /** The lock must belong to each resource. */
  readonly own?: true;
  /** It must be the same for all resources. */
  readonly shared?: true;
  readonly text: (stage: Stage) => readonly string[];
}

const SETTLE = "truth.Settle()";

const oneOwner = (s: Stage, variable: string, type = 0): string[] => [
  s.bystanders(variable, type),
  SETTLE,
  s.run(variable, AT.hold, { type }),
  SETTLE,
  s.waiters(variable, { type }),
];

export const scenarios: readonly Scenario[] = [
  { name: "owner", set: "fit", weight: 6, uses: [], text: (s) => [s.make("r"), ...oneOwner(s, "r")] },
  {
    name: "two-instances",
    set: "fit",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [s.make("r"), s.make("q"), ...oneOwner(s, "r"), SETTLE, ...oneOwner(s, "q")],
  },
  {
    name: "shared",
    set: "fit",
    weight: 2,
    uses: [],
    shared: true,
    text: (s) => [
      s.make("r"),
      s.make("q"),
      s.bystanders("r"),
      s.bystanders("q"),
      SETTLE,
      s.run("q", AT.hold),
      SETTLE,
      s.waiters("r"),
      s.waiters("q"),
    ],
  },
  {
    name: "decoy",
    set: "fit",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [s.make("q"), s.make("r"), s.run("q", AT.hold), SETTLE, ...oneOwner(s, "r")],
  },
  {
    name: "again",
    set: "fit",
    weight: 2,
    uses: [AT.again],
    kind: "mutex",
    again: ["direct"],
    text: (s) => [s.make("r"), s.bystanders("r"), SETTLE, s.run("r", AT.again), SETTLE, s.waiters("r")],
  },
  {
    name: "leaves",
    set: "fit",
    weight: 2,
    uses: [AT.leave],
    text: (s) => [s.make("r"), s.bystanders("r"), SETTLE, s.run("r", AT.leave, { mode: "w" }), SETTLE, s.waiters("r")],
  },
  {
    name: "readers",
    set: "fit",
    weight: 3,
    uses: [],
    kind: "rwmutex",
    text: (s) => [
      s.make("r"),
      s.bystanders("r"),
      SETTLE,
      ...Array.from({ length: s.random.between(1, 3) }, () => s.run("r", AT.hold, { mode: "r" })),
      SETTLE,
      s.waiters("r", { mode: "w", count: 1 }),
      SETTLE,
      s.waiters("r", { mode: "r" }),
    ],
  },
  {
    name: "crossed",
    set: "fit",
    weight: 2,
    uses: [AT.peer],
    own: true,
    text: (s) => [
      s.make("r"),
      s.make("q"),
      "hold := make(chan int)",
      "r.peer, q.peer = q, r",
      crossing(s, ["r", "q"]),
      SETTLE,
      s.waiters("r"),
      s.waiters("q"),
    ],
  },
  {
    name: "owner-waits",
    set: "fit",
    weight: 2,
    uses: [AT.peer],
    types: 2,
    text: (s) => [
      s.make("r"),
      s.make("q", 1),
      "r.peer = q",
      ...oneOwner(s, "q", 1),
      SETTLE,
      s.bystanders("r"),
      SETTLE,
      s.run("r", AT.peer),
      SETTLE,
      s.waiters("r"),
    ],
  },
  {
    name: "workers",
    set: "held",
    weight: 6,
    uses: [],
    text: (s) => [
      s.make("r"),
      "jobs := make(chan int)",
      `for i := 0; i < ${s.random.between(1, 4)}; i++ {\ngo func() {\nfor at := range jobs {\nr.${s.types[0]?.operations[0]?.name}("job", at)\n}\n}()\n}`,
      s.bystanders("r"),
      SETTLE,
      s.random.chance(0.5) ? `jobs <- ${AT.hold}` : s.run("r", AT.hold),
      SETTLE,
      s.waiters("r"),
    ],
  },
  {
    name: "many-instances",
    set: "held",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => ["r", "q", "p"].flatMap((variable) => [s.make(variable), SETTLE, ...oneOwner(s, variable)]),
  },
  {
    name: "shared-elsewhere",
    set: "held",
    weight: 2,
    uses: [],
    shared: true,
    text: (s) => [s.make("r"), s.make("q"), ...oneOwner(s, "r"), SETTLE, s.waiters("q")],
  },
  {
    name: "idle-twins",
    set: "held",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [s.make("q"), s.make("r"), s.run("q", AT.hold), s.bystanders("q"), SETTLE, ...oneOwner(s, "r")],
  },
  {
    name: "comes-back",
    set: "held",
    weight: 3,
    uses: [AT.again],
    kind: "mutex",
    again: ["callback", "string"],
    text: (s) => [
      s.make("r"),
      `r.hooks = append(r.hooks, func(key string, at int) { r.${(s.types[0]?.operations.at(-1) ?? { name: "" }).name}(key, at) })`,
      s.bystanders("r"),
      SETTLE,
      s.run("r", AT.again),
      SETTLE,
      s.waiters("r"),
    ],
  },
  {
    name: "reader-comes-back",
    set: "held",
    weight: 2,
    uses: [AT.again],
    kind: "rwmutex",
    again: ["direct"],
    text: (s) => [
      s.make("r"),
      s.bystanders("r"),
      SETTLE,
      // It reads, a writer comes, it reads again.
      "hold := make(chan int)",
      "r.hooks = append(r.hooks, func(string, int) { <-hold })",
      s.run("r", AT.again, { mode: "r" }),
      SETTLE,
      s.waiters("r", { mode: "w", count: s.random.between(1, 2) }),
      SETTLE,
      "hold <- 1",
      SETTLE,
      s.waiters("r", { mode: "r" }),
    ],
  },
  {
    name: "panics",
    set: "held",
    weight: 2,
    uses: [AT.panic],
    text: (s) => [
      s.make("r"),
      s.bystanders("r"),
      SETTLE,
      `func() {\ndefer func() { recover() }()\nr.${s.types[0]?.operations.find(({ mode }) => mode === "w")?.name}("x", ${AT.panic})\n}()`,
      SETTLE,
      s.waiters("r"),
    ],
  },
  {
    name: "children",
    set: "held",
    weight: 2,
    uses: [AT.parent],
    kind: "mutex",
    text: (s) => [s.make("r"), s.bystanders("r"), SETTLE, s.run("r", AT.parent), SETTLE, s.waiters("r")],
  },
  {
    name: "circle-of-three",
    set: "held",
    weight: 2,
    uses: [AT.peer],
    own: true,
    text: (s) => [
      s.make("r"),
      s.make("q"),
      s.make("p"),
      "hold := make(chan int)",
      "r.peer, q.peer, p.peer = q, p, r",
      crossing(s, ["r", "q", "p"]),
      SETTLE,
      s.waiters("q"),
    ],
  },
  {
    name: "convoy",
    set: "held",
    weight: 2,
    uses: [AT.peer],
    types: 2,
    text: (s) => [
      s.make("r"),
      s.make("q", 1),
      "r.peer = q",
      s.bystanders("r"),
      s.bystanders("q", 1),
      SETTLE,
      s.run("q", AT.hold, { type: 1, mode: "w" }),
      SETTLE,
      s.run("r", AT.peer, { mode: "w" }),
      SETTLE,
      s.waiters("q", { type: 1 }),
      s.waiters("r"),
    ],
  },
];

/** Each takes its own lock, and the next one's when all have theirs. */
function crossing(s: Stage, variables: readonly string[]): string {
  const count = variables.length;
  const resource = s.types[0];
  const name = resource?.operations.find(({ mode }) => mode === "w")?.name;
  return [
    ...variables.map((variable) => `${variable}.hooks = append(${variable}.hooks, func(string, int) { <-hold })`),
    ...variables.map((variable) => `go ${variable}.${name}("x", ${AT.peer})`),
    SETTLE,
    `for i := 0; i < ${count}; i++ {\nhold <- i\n}`,
  ].join("\n");
}
