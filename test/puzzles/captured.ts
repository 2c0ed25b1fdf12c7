import type { PuzzleSet } from "./places.ts";
import type { Random } from "./random.ts";
import { AT } from "./resource.ts";

const take = 'truth.Wants(id, "w")\nguard.Lock()\ntruth.Took(id, "w")';
const give = "truth.Gave(id)\nguard.Unlock()";
const waits: Readonly<Record<PuzzleSet, string>> = {
  fit: "<-feed",
  held: "select {\ncase <-feed:\ncase <-time.After(time.Hour):\n}",
  fresh: "feed <- at",
  last: "for range feed {\n}",
};

/** A lock that is a variable of a function, taken by closures over it. */
export function capturedText(random: Random, set: PuzzleSet, type: string): string {
  const names = random.some(["load", "save", "scan", "send", "tidy", "read", "push", "pull"], random.between(1, 3));
  const closures = names.map((name) => `${name} := func(at int) {\n${closureBody(random, set)}\n}`);
  const owner = random.pick(names);
  const bystanders = Array.from(
    { length: random.between(0, 3) },
    () => `go ${random.pick(names)}(${random.pick([AT.before, AT.after, AT.after])})`,
  );
  const waiters = Array.from({ length: random.between(1, 4) }, () => `go ${random.pick(names)}(${AT.pass})`);
  const start = [...bystanders, "truth.Settle()", `go ${owner}(${AT.hold})`, "truth.Settle()", ...waiters];
  const declarations = ["var guard sync.Mutex", "id := truth.Lock(&guard)", "feed := make(chan int)", ...closures];
  if (set === "held") {
    const results = names.map(() => "func(int)").join(", ");
    return `func make${type}() (${results}) {\n${[...declarations, `return ${names.join(", ")}`].join("\n")}\n}\n\nfunc Run${type}() {\n${[`${names.join(", ")} := make${type}()`, ...use(names), ...start].join("\n")}\n}\n`;
  }
  if (set === "fresh") {
    const table = names.map((name) => `"${name}": ${name},`).join("\n");
    const go = (name: string, at: number) => `go table["${name}"](${at})`;
    const turns = [
      ...bystanders,
      "truth.Settle()",
      go(owner, AT.hold),
      "truth.Settle()",
      ...Array.from({ length: random.between(1, 4) }, () => go(random.pick(names), AT.pass)),
    ];
    return `func Run${type}() {\n${[...declarations, `table := map[string]func(int){\n${table}\n}`, ...turns].join("\n")}\n}\n`;
  }
  if (set === "last") {
    const type_ = `struct {\n${names.map((name) => `${name} func(int)`).join("\n")}\n}`;
    const fields = names.map((name) => `${name}: ${name},`).join("\n");
    const started = start.map((line) => line.replace(/^go /, "go api."));
    return `func Run${type}() {\n${[...declarations, `api := ${type_}{\n${fields}\n}`, ...started].join("\n")}\n}\n`;
  }
  // The function that has the lock stays: it waits for its goroutines, or is gone.
  const stays = random.chance(0.5);
  const body = [...declarations, ...use(names), ...start];
  return stays
    ? `func share${type}() {\n${["var done sync.WaitGroup", "done.Add(1)", ...body, "done.Wait()"].join("\n")}\n}\n\nfunc Run${type}() {\ngo share${type}()\ntime.Sleep(20 * time.Millisecond)\n}\n`
    : `func Run${type}() {\n${body.join("\n")}\n}\n`;
}

const use = (names: readonly string[]): string[] => names.map((name) => `_ = ${name}`);

function closureBody(random: Random, set: PuzzleSet): string {
  const stop = waits[set];
  const before = `if at == ${AT.before} {\n${stop}\n}`;
  const hold = `if at == ${AT.hold} {\n${stop}\n}`;
  const after = `if at == ${AT.after} {\n${stop}\n}`;
  const explicit = [before, take, hold, give, after];
  const literal = [before, `func() {\n${take}\ndefer guard.Unlock()\ndefer truth.Gave(id)\n${hold}\n}()`, after];
  const nested = [before, `if at < 100 {\n${take}\n${hold}\n${give}\n}`, after];
  const kept = [before, `for turn := 0; turn < 2; turn++ {\n${take}\nif turn == 1 {\n${hold}\n}\n${give}\n}`, after];
  const early = [before, take, `if at > 100 {\n${give}\nreturn\n}`, hold, give, after];
  const bodies = { fit: [explicit, literal], held: [nested], fresh: [kept], last: [early] };
  return random.pick(bodies[set]).join("\n");
}
