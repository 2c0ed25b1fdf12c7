import { AT } from "../resource.ts";
import type { Scenario, Stage } from "../stage.ts";
import { around, crossing, SETTLE } from "./steps.ts";

const writing = (s: Stage): string => s.types[0]?.operations.find(({ mode }) => mode === "w")?.name ?? "";

/** Of the fourth set: batches, jobs with recovery, chains of owners. */
export const lastScenarios: readonly Scenario[] = [
  {
    name: "batch",
    weight: 6,
    uses: [],
    text: (s) => [
      s.make("r"),
      s.bystanders("r"),
      SETTLE,
      s.run("r", AT.hold),
      SETTLE,
      `go func() {\nvar all sync.WaitGroup\nfor i := 0; i < ${s.random.between(1, 4)}; i++ {\nall.Add(1)\ngo func() {\ndefer all.Done()\nr.${writing(s)}("item", ${AT.pass})\n}()\n}\nall.Wait()\n}()`,
      s.random.chance(0.5) ? s.waiters("r", { count: 1 }) : "",
    ],
  },
  {
    name: "recovered-job",
    weight: 2,
    uses: [AT.panic],
    text: (s) =>
      around(s, () => [
        `go func() {\ndefer func() { recover() }()\nr.${writing(s)}("job", ${AT.panic})\n}()`,
        ...(s.random.chance(0.5) ? [s.bystanders("r")] : []),
      ]),
  },
  {
    name: "chain-of-owners",
    weight: 2,
    uses: [AT.peer],
    own: true,
    text: (s) => [
      ...["r", "q", "p"].map((variable) => s.make(variable)),
      "r.peer, q.peer = q, p",
      ...["r", "q", "p"].map((variable) => s.bystanders(variable)),
      SETTLE,
      s.run("p", AT.hold),
      SETTLE,
      ...["q", "r"].flatMap((variable) => [
        `go ${variable}.${s.types[0]?.operations[0]?.name}("up", ${AT.peer})`,
        SETTLE,
      ]),
      s.waiters("r"),
    ],
  },
  {
    name: "ring-of-four",
    weight: 2,
    uses: [AT.peer],
    own: true,
    text: (s) => [
      ...["a", "b", "c", "d"].map((variable) => s.make(variable)),
      "hold := make(chan int)",
      "a.peer, b.peer, c.peer, d.peer = b, c, d, a",
      crossing(s, ["a", "b", "c", "d"]),
      SETTLE,
      s.random.chance(0.5) ? s.waiters("a", { count: 1 }) : "",
    ],
  },
  {
    name: "reader-crowd",
    weight: 3,
    uses: [],
    kind: "rwmutex",
    text: (s) => [
      s.make("r"),
      s.bystanders("r", 0, [AT.before, AT.after]),
      SETTLE,
      ...Array.from({ length: s.random.pick([1, 2, 2, 3, 5]) }, () => s.run("r", AT.hold, { mode: "r" })),
      SETTLE,
      s.waiters("r", { mode: "w", count: s.random.between(1, 2) }),
    ],
  },
  {
    name: "several-tenants",
    weight: 3,
    uses: [],
    own: true,
    text: (s) => [
      ...["r", "q"].map((variable) => s.make(variable)),
      ...["r", "q"].map((variable) => s.bystanders(variable, 0, [AT.after])),
      SETTLE,
      ...["r", "q"].map((variable) => s.run(variable, AT.hold)),
      SETTLE,
      ...["q", "r"].map((variable) => s.waiters(variable)),
    ],
  },
  {
    name: "twice-in-one",
    weight: 2,
    uses: [AT.again],
    kind: "mutex",
    again: ["direct", "string"],
    text: (s) => around(s, () => [s.run("r", AT.again)], { count: s.random.between(1, 2) }),
  },
  {
    name: "forgotten",
    weight: 2,
    uses: [AT.leave],
    text: (s) => around(s, () => [`go r.${writing(s)}("gone", ${AT.leave})`, SETTLE, s.bystanders("r")]),
  },
  {
    name: "parent-holds",
    weight: 2,
    uses: [AT.parent],
    kind: "mutex",
    text: (s) => [s.make("r"), s.run("r", AT.parent), SETTLE, s.bystanders("r", 0, [AT.before]), s.waiters("r")],
  },
];
