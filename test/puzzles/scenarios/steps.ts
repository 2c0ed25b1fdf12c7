import { AT } from "../resource.ts";
import type { Stage } from "../stage.ts";

export const SETTLE = "truth.Settle()";

/** Bystanders, then an owner, then those who wait for it. */
export const oneOwner = (s: Stage, variable: string, type = 0): string[] => [
  s.bystanders(variable, type),
  SETTLE,
  s.run(variable, AT.hold, { type }),
  SETTLE,
  s.waiters(variable, { type }),
];

/** Bystanders, then what takes the lock, then those who wait for it. Not given as text: the parts are drawn in this order. */
export const around = (
  s: Stage,
  taking: () => readonly string[],
  waiters?: Parameters<Stage["waiters"]>[1],
): string[] => [s.make("r"), s.bystanders("r"), SETTLE, ...taking(), SETTLE, s.waiters("r", waiters)];

/** The owner's goroutine may have been started before the others, and waits for its turn. */
export function lateOwner(s: Stage, variable: string, others: readonly string[]): string[] {
  if (s.random.chance(0.5)) return [...others, SETTLE, s.run(variable, AT.hold), SETTLE];
  const name = s.random.pick(s.types[0]?.operations ?? []).name;
  const turn = `${variable}Turn`;
  return [
    `${turn} := make(chan int)\ngo func() {\n<-${turn}\n${variable}.${name}("k", ${AT.hold})\n}()`,
    ...others,
    SETTLE,
    `${turn} <- 1`,
    SETTLE,
  ];
}

/** Each takes its own lock, and the next one's when all have theirs. */
export function crossing(s: Stage, variables: readonly string[]): string {
  const name = s.types[0]?.operations.find(({ mode }) => mode === "w")?.name;
  return [
    ...variables.map((variable) => `${variable}.hooks = append(${variable}.hooks, func(string, int) { <-hold })`),
    ...variables.map((variable) => `go ${variable}.${name}("x", ${AT.peer})`),
    SETTLE,
    `for i := 0; i < ${variables.length}; i++ {\nhold <- i\n}`,
  ].join("\n");
}
