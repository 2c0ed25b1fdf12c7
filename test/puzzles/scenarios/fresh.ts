import { AT } from "../resource.ts";
import type { Scenario } from "../stage.ts";
import { around, lateOwner, SETTLE } from "./steps.ts";

/** Of the third set: services. */
export const freshScenarios: readonly Scenario[] = [
  {
    name: "requests",
    weight: 6,
    uses: [],
    text: (s) => [
      s.make("r"),
      ...lateOwner(s, "r", [s.bystanders("r")]),
      s.waiters("r", { count: s.random.between(2, 8) }),
      s.random.chance(0.5) ? "" : s.bystanders("r", 0, [AT.before]),
    ],
  },
  {
    name: "sharded",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [
      ...["a", "b", "c", "d"].map((variable) => `${s.make(variable)}\n_ = ${variable}`),
      ...["b", "d"].map((variable) => s.bystanders(variable)),
      SETTLE,
      ...["a", "c"].flatMap((variable) => [
        ...lateOwner(s, variable, [s.bystanders(variable)]),
        SETTLE,
        s.waiters(variable),
      ]),
    ],
  },
  {
    name: "state-machine",
    weight: 3,
    uses: [],
    text: (s) => {
      const name = s.types[0]?.operations.find(({ mode }) => mode === "w")?.name;
      const machine = (variable: string, events: string) =>
        `${events} := make(chan int)\ngo func() {\nfor at := range ${events} {\n${variable}.${name}("event", at)\n}\n}()`;
      return [
        s.make("r"),
        s.make("q"),
        machine("r", "events"),
        machine("q", "others"),
        "_ = others",
        s.bystanders("r"),
        SETTLE,
        `events <- ${AT.hold}`,
        SETTLE,
        s.waiters("r"),
      ];
    },
  },
  {
    name: "publisher",
    weight: 2,
    uses: [AT.again],
    kind: "mutex",
    again: ["callback"],
    text: (s) => [
      s.make("r"),
      "news := make(chan int)",
      "r.hooks = append(r.hooks, func(string, int) { news <- 1 })",
      s.bystanders("r"),
      SETTLE,
      s.run("r", AT.again),
      SETTLE,
      `go func() {\nfor {\nr.${(s.types[0]?.operations.at(-1) ?? { name: "" }).name}("all", ${AT.pass})\n<-news\n}\n}()`,
      s.waiters("r", { count: s.random.between(1, 2) }),
    ],
  },
  {
    name: "crossed-types",
    weight: 2,
    uses: [AT.peer],
    types: 2,
    own: true,
    text: (s) => [
      s.make("r"),
      s.make("q", 1),
      "r.peer = q",
      "hold := make(chan int)",
      "r.hooks = append(r.hooks, func(string, int) { <-hold })",
      `q.hooks = append(q.hooks, func(string, int) {\n<-hold\nr.${s.types[0]?.operations.find(({ mode }) => mode === "w")?.name}("x", ${AT.pass})\n})`,
      s.bystanders("r"),
      s.bystanders("q", 1),
      SETTLE,
      s.run("r", AT.peer, { mode: "w" }),
      s.run("q", AT.peer, { mode: "w", type: 1 }),
      SETTLE,
      "hold <- 1\nhold <- 2",
      SETTLE,
      s.waiters("r"),
    ],
  },
  {
    name: "returns-early",
    weight: 2,
    uses: [AT.leave],
    text: (s) => around(s, () => [s.run("r", AT.leave, { mode: "w" })]),
  },
  {
    name: "reader-stall",
    weight: 3,
    uses: [],
    kind: "rwmutex",
    text: (s) => [
      s.make("r"),
      s.bystanders("r"),
      SETTLE,
      ...Array.from({ length: s.random.between(1, 3) }, () => s.run("r", AT.hold, { mode: "r" })),
      SETTLE,
      s.waiters("r", { mode: "w", count: s.random.between(1, 3) }),
      SETTLE,
      s.random.chance(0.6) ? s.waiters("r", { mode: "r" }) : "",
    ],
  },
  {
    name: "sorts",
    weight: 2,
    uses: [AT.again],
    kind: "mutex",
    again: ["callback"],
    text: (s) => [
      s.make("r"),
      `r.hooks = append(r.hooks, func(key string, at int) {\nitems := []int{3, 1, 2}\nsort.Slice(items, func(i, j int) bool {\nr.${(s.types[0]?.operations.at(-1) ?? { name: "" }).name}(key, at)\nreturn items[i] < items[j]\n})\n})`,
      s.bystanders("r"),
      SETTLE,
      s.run("r", AT.again),
      SETTLE,
      s.waiters("r"),
    ],
  },
  {
    name: "pool",
    weight: 3,
    uses: [],
    text: (s) => {
      const job = (at: number) =>
        `jobs <- func() { r.${s.random.pick(s.types[0]?.operations ?? []).name}("job", ${at}) }`;
      const writing = s.types[0]?.operations.find(({ mode }) => mode === "w")?.name;
      return [
        s.make("r"),
        "jobs := make(chan func())",
        `for i := 0; i < ${s.random.between(5, 8)}; i++ {\ngo func() {\nfor job := range jobs {\njob()\n}\n}()\n}`,
        ...Array.from({ length: s.random.between(0, 2) }, () => job(s.random.pick([AT.before, AT.after]))),
        SETTLE,
        `jobs <- func() { r.${writing}("job", ${AT.hold}) }`,
        SETTLE,
        ...Array.from({ length: s.random.between(1, 2) }, () => job(AT.pass)),
      ];
    },
  },
];
