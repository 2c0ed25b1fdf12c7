import { AT } from "../resource.ts";
import type { Scenario } from "../stage.ts";
import { around, crossing, oneOwner, SETTLE } from "./steps.ts";

/** Of the second set. */
export const heldScenarios: readonly Scenario[] = [
  {
    name: "workers",
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
    weight: 2,
    uses: [],
    own: true,
    text: (s) => ["r", "q", "p"].flatMap((variable) => [s.make(variable), SETTLE, ...oneOwner(s, variable)]),
  },
  {
    name: "shared-elsewhere",
    weight: 2,
    uses: [],
    shared: true,
    text: (s) => [s.make("r"), s.make("q"), ...oneOwner(s, "r"), SETTLE, s.waiters("q")],
  },
  {
    name: "idle-twins",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [s.make("q"), s.make("r"), s.run("q", AT.hold), s.bystanders("q"), SETTLE, ...oneOwner(s, "r")],
  },
  {
    name: "comes-back",
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
    weight: 2,
    uses: [AT.again],
    kind: "rwmutex",
    again: ["direct"],
    text: (s) =>
      around(
        s,
        () => [
          // It reads, a writer comes, it reads again.
          "hold := make(chan int)",
          "r.hooks = append(r.hooks, func(string, int) { <-hold })",
          s.run("r", AT.again, { mode: "r" }),
          SETTLE,
          s.waiters("r", { mode: "w", count: s.random.between(1, 2) }),
          SETTLE,
          "hold <- 1",
        ],
        { mode: "r" },
      ),
  },
  {
    name: "panics",
    weight: 2,
    uses: [AT.panic],
    text: (s) =>
      around(s, () => [
        `func() {\ndefer func() { recover() }()\nr.${s.types[0]?.operations.find(({ mode }) => mode === "w")?.name}("x", ${AT.panic})\n}()`,
      ]),
  },
  {
    name: "children",
    weight: 2,
    uses: [AT.parent],
    kind: "mutex",
    text: (s) => around(s, () => [s.run("r", AT.parent)]),
  },
  {
    name: "circle-of-three",
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
