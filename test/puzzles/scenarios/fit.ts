import { AT } from "../resource.ts";
import type { Scenario } from "../stage.ts";
import { around, crossing, oneOwner, SETTLE } from "./steps.ts";

/** Of the set that weights are fitted to. */
export const fitScenarios: readonly Scenario[] = [
  { name: "owner", weight: 6, uses: [], text: (s) => [s.make("r"), ...oneOwner(s, "r")] },
  {
    name: "two-instances",
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [s.make("r"), s.make("q"), ...oneOwner(s, "r"), SETTLE, ...oneOwner(s, "q")],
  },
  {
    name: "shared",
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
    weight: 2,
    uses: [],
    own: true,
    text: (s) => [s.make("q"), s.make("r"), s.run("q", AT.hold), SETTLE, ...oneOwner(s, "r")],
  },
  {
    name: "again",
    weight: 2,
    uses: [AT.again],
    kind: "mutex",
    again: ["direct"],
    text: (s) => around(s, () => [s.run("r", AT.again)]),
  },
  {
    name: "leaves",
    weight: 2,
    uses: [AT.leave],
    text: (s) => around(s, () => [s.run("r", AT.leave, { mode: "w" })]),
  },
  {
    name: "readers",
    weight: 3,
    uses: [],
    kind: "rwmutex",
    text: (s) =>
      around(
        s,
        () => [
          ...Array.from({ length: s.random.between(1, 3) }, () => s.run("r", AT.hold, { mode: "r" })),
          SETTLE,
          s.waiters("r", { mode: "w", count: 1 }),
        ],
        { mode: "r" },
      ),
  },
  {
    name: "crossed",
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
];
