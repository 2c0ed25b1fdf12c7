import { blocks } from "./blocks.ts";
import { capturedText } from "./captured.ts";
import { type PuzzleSet, places } from "./places.ts";
import type { Random } from "./random.ts";
import { AT, type Operation, type Resource, resourceText } from "./resource.ts";
import { scenarios } from "./scenarios.ts";
import { shapes } from "./shapes.ts";
import type { Scenario, Stage } from "./stage.ts";
import { nouns, verbs } from "./words.ts";

/** One Go file with a function that brings about a hang. */
export interface Puzzle {
  readonly name: string;
  readonly scenario: string;
  readonly text: string;
}

/** @param number makes the names of its types differ from those of other puzzles of the package. */
export function makePuzzle(random: Random, set: PuzzleSet, packageName: string, number: number): Puzzle {
  if (random.chance(0.08)) {
    const type = `${random.pick(nouns)}${number}`;
    return { name: `Run${type}`, scenario: "captured", text: fileText(packageName, capturedText(random, set, type)) };
  }
  const scenario = pickScenario(random, set);
  const types: Resource[] = [];
  for (let index = 0; index < (scenario.types ?? 1); index++) {
    const earlier = types[0];
    types.unshift(
      makeResource(random, set, scenario, `${random.pick(nouns)}${number}${index === 0 ? "" : "B"}`, earlier),
    );
  }
  const name = `Run${types[0]?.type}`;
  const body = scenario
    .text(stageOf(random, set, types))
    .filter(Boolean)
    .join("\n");
  const shared = types
    .filter(({ place }) => place.shared)
    .map(({ type, place }) => `idOf${type} = truth.Lock(${place.pointer.replaceAll("$T", type)})`);
  const code = `${types.map(resourceText).join("\n\n")}

func ${name}() {
${[...shared, body].join("\n")}
}
`;
  return { name, scenario: scenario.name, text: fileText(packageName, code) };
}

function fileText(packageName: string, code: string): string {
  return `package ${packageName}\n\n${imports(code)}\n\n${code}`;
}

function pickScenario(random: Random, set: PuzzleSet): Scenario {
  return random.pick(scenarios[set].flatMap((scenario) => Array<Scenario>(scenario.weight).fill(scenario)));
}

function makeResource(random: Random, set: PuzzleSet, scenario: Scenario, type: string, peer?: Resource): Resource {
  const place = random.pick(
    places.filter(
      ({ set: of, kind, shared }) =>
        of === set &&
        (scenario.kind === undefined || kind === scenario.kind) &&
        !(scenario.own && shared) &&
        !(scenario.shared && !shared),
    ),
  );
  const rw = place.kind === "rwmutex";
  const modes: readonly ("r" | "w")[] = rw
    ? ["w", "r", "r", "w"]
    : random.pick([
        ["w", "w"],
        ["w", "w", "w"],
      ] as const);
  const forgets = scenario.uses.some((at) => at === AT.leave || at === AT.panic);
  const usable = shapes.filter(
    (shape) => shape.set === set && (!forgets || shape.forgets) && !(shape.tries && place.noTry),
  );
  const names = random.some(verbs, modes.length);
  return {
    type,
    place,
    operations: modes.map(
      (mode, index): Operation => ({ name: names[index] ?? "Run", mode, shape: random.pick(usable) }),
    ),
    block: random.pick(blocks.filter((block) => block.set === set)),
    peer,
    again: random.pick(scenario.again ?? ["direct"]),
    depth: random.pick([0, 0, 1, 1, 2, 3]),
    backend: random.chance(0.4),
    uses: scenario.uses,
    random,
  };
}

function stageOf(random: Random, set: PuzzleSet, types: readonly Resource[]): Stage {
  const launch = (call: string): string =>
    random.pick(
      {
        fit: [`go ${call}`, `go func() {\n${call}\n}()`],
        held: [`spawn(func() { ${call} })`, `go func(turn int) {\nfor range make([]int, turn) {\n${call}\n}\n}(1)`],
        fresh: [
          `crew.start(func() { ${call} })`,
          `go serve(func() { ${call} })`,
          `time.AfterFunc(time.Millisecond, func() { ${call} })`,
        ],
        last: [`go job(func() { ${call} }).Do()`, `dispatch(func() { ${call} })`, `go ${call}`],
      }[set],
    );
  const operation = (type: number, mode?: "r" | "w"): string =>
    random.pick((types[type]?.operations ?? []).filter((one) => mode === undefined || one.mode === mode)).name;
  const stage: Stage = {
    random,
    types,
    make: (variable, type = 0) => {
      const resource = types[type];
      return `${variable} := new${resource?.type}${resource?.place.generic ? "[string]" : ""}("${variable}")`;
    },
    run: (variable, at, { mode = "w", type = 0 } = {}) => launch(`${variable}.${operation(type, mode)}("k", ${at})`),
    waiters: (variable, { mode, type = 0, count = random.pick([1, 1, 2, 2, 3, 4]) } = {}) => {
      const one = () => launch(`${variable}.${operation(type, mode)}("k", ${AT.pass})`);
      if (random.chance(0.4)) return `for i := 0; i < ${count}; i++ {\n${one()}\n}`;
      return Array.from({ length: count }, one).join("\n");
    },
    bystanders: (variable, type = 0, at = [AT.before, AT.after, AT.after]) =>
      Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () =>
        launch(`${variable}.${operation(type)}("k", ${random.pick(at)})`),
      ).join("\n"),
  };
  return stage;
}

function imports(code: string): string {
  const wanted = ["bufio", "context", "fmt", "net", "os", "sort", "sync", "time"].filter((name) =>
    code.includes(`${name}.`),
  );
  return `import (\n${[...wanted, "example.org/puzzle/truth"].map((name) => `\t"${name}"`).join("\n")}\n)`;
}

/** What the files of a package share. */
export function packageText(packageName: string, set: PuzzleSet): string {
  if (set === "fresh") return freshPackage(packageName);
  if (set === "last") return lastPackage(packageName);
  return `package ${packageName}

import (
	"context"
	"os"
)

var (
	spare       *os.File
	spareCancel context.CancelFunc
)

func spawn(run func()) { go run() }

func close${packageName}() {
	spare.Close()
	spareCancel()
}
`;
}

/** Jobs, dispatched with what is done after each. */
function lastPackage(packageName: string): string {
  return `package ${packageName}

import (
	"net"
	"os"
)

var (
	spareConn net.Conn
	spareFile *os.File
	finished  int
)

type job func()

func (j job) Do() {
	j()
	finished++
}

func dispatch(task func()) {
	go func() {
		defer func() { finished++ }()
		task()
	}()
}

func close${packageName}() {
	spareConn.Close()
	spareFile.Close()
}
`;
}

/** Requests pass through a server's middleware; others are started by a crew that waits for them. */
function freshPackage(packageName: string): string {
  return `package ${packageName}

import (
	"context"
	"errors"
	"net"
	"sync"
)

var (
	errTooLong  = errors.New("too long")
	never       chan int
	spareConn   net.Conn
	spareCancel context.CancelFunc
	crew        team
)

type team struct {
	size    int
	members sync.WaitGroup
}

func (t *team) start(work func()) {
	t.size++
	t.members.Add(1)
	go func() {
		defer t.members.Done()
		work()
	}()
}

func serve(handle func()) {
	counted(logged(handle))()
}

func counted(next func()) func() {
	return func() {
		crew.size++
		next()
	}
}

func logged(next func()) func() {
	return func() {
		next()
		if errTooLong == nil {
			never <- 1
		}
	}
}

func close${packageName}() {
	spareConn.Close()
	spareCancel()
}
`;
}
