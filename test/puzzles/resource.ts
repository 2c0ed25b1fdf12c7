import type { Block } from "./blocks.ts";
import type { Place } from "./places.ts";
import type { Random } from "./random.ts";
import type { Shape } from "./shapes.ts";
import { steps } from "./words.ts";

/** What `at` tells an operation to do. */
export const AT = { pass: 0, before: 1, hold: 2, after: 3, leave: 4, again: 5, peer: 6, parent: 7, panic: 9 } as const;

/** How an operation comes back to its own lock. */
export type Again = "direct" | "callback" | "string";

export interface Operation {
  readonly name: string;
  readonly mode: "w" | "r";
  readonly shape: Shape;
}

/** A type with a lock and operations that take it. */
export interface Resource {
  readonly type: string;
  readonly place: Place;
  readonly operations: readonly Operation[];
  readonly block: Block;
  /** Type of `r.peer`. */
  readonly peer: Resource | undefined;
  readonly again: Again;
  /** Functions between the operation and what it waits in. */
  readonly depth: number;
  /** Whether what it waits in belongs to another object. */
  readonly backend: boolean;
  /** What its operations can be told to do. */
  readonly uses: readonly number[];
  readonly random: Random;
}

const indentless = (text: string): string => text.split("\n").filter(Boolean).join("\n");

/** Go text of a resource: types, constructor, operations. */
export function resourceText(resource: Resource): string {
  const { type, place, block, random } = resource;
  const holder = resource.backend ? "r.back" : "r";
  const fill = (text: string) => text.replaceAll("$T", type).replaceAll("$b", holder);
  const parameters = place.generic ? "[K comparable]" : "";
  const self = `${type}${place.generic ? "[K]" : ""}`;
  const fields = random.some(
    [
      place.field,
      resource.backend ? `back *backend${type}` : block.field,
      "name string",
      "id int",
      "total int",
      `peer *${resource.peer ? typeName(resource.peer) : self}`,
      "hooks []func(string, int)",
      place.generic ? "extra map[K]int" : "",
    ],
    8,
  );
  const backend = resource.backend ? `type backend${type} struct {\n${block.field}\n}\n` : "";
  const maker = `func new${type}${parameters}(name string) *${self} {
r := &${self}{name: name}
${resource.backend ? `r.back = &backend${type}{}` : ""}
${fill(block.init)}
${fill(place.init ?? "")}
r.id = ${place.shared ? `idOf${type}` : `truth.Lock(${fill(place.pointer)})`}
return r
}`;
  return [
    place.shared ? `var idOf${type} = 0` : "",
    fill(place.declare ?? ""),
    backend,
    `type ${type}${parameters} struct {\n${indentless(fill(fields.join("\n")))}\n}`,
    maker,
    ...resource.operations.map((operation) => operationText(resource, operation)),
    resource.again === "string" ? stringText(resource, self) : "",
  ].join("\n\n");
}

/** The type as other code writes it. */
function typeName({ type, place }: Resource): string {
  return place.generic ? `${type}[string]` : type;
}

function lockCall({ place, type }: Resource, method: string): string {
  return `${place.expression.replaceAll("$T", type)}.${method}(${place.argument ?? ""})`;
}

function operationText(resource: Resource, { name, mode, shape }: Operation): string {
  const { type, place } = resource;
  const self = `${type}${place.generic ? "[K]" : ""}`;
  const prefix = mode === "r" ? "R" : "";
  const give = lockCall(resource, `${prefix}Unlock`);
  const wants = `truth.Wants(r.id, "${mode}")`;
  const took = `truth.Took(r.id, "${mode}")`;
  const { body, below } = bodyText(resource, name, mode, self);
  const stop = blockText(resource);
  const { body: text, beside } = shape.text({
    take: `${wants}\n${lockCall(resource, `${prefix}Lock`)}\n${took}`,
    give: `truth.Gave(r.id)\n${give}`,
    deferGive: `defer ${give}\ndefer truth.Gave(r.id)`,
    before: `if at == ${AT.before} {\n${stop}\n}`,
    body,
    after: shape.noAfter ? "" : `if at == ${AT.after} {\n${stop}\n}`,
    receiver: `(r *${self})`,
    type: self,
    op: name,
    wants,
    took,
    tryTake: lockCall(resource, `Try${prefix}Lock`),
  });
  const generic = place.generic ? "[K comparable]" : "";
  const fill = (code: string) => code.replaceAll("$G", `${type}${generic}`).replaceAll("$A", type);
  return [`func (r *${self}) ${name}(key string, at int) {\n${fill(text)}\n}`, fill(beside ?? ""), below].join("\n\n");
}

function blockText({ block, backend }: Resource): string {
  return block.statement.replaceAll("$b", backend ? "r.back" : "r");
}

/** What happens while the lock is held, in the operation itself or some calls further in. */
function bodyText(resource: Resource, name: string, mode: string, self: string): { body: string; below: string } {
  const { operations, again, random, depth } = resource;
  const inner = operations.find((other) => other.name !== name && other.mode === mode) ?? operations[0];
  const back = {
    direct: `for _, hook := range r.hooks {\nhook(key, ${AT.pass})\n}\nr.${inner?.name}(key, ${AT.pass})`,
    callback: `r.hooks[0](key, ${AT.pass})`,
    string: `r.name += fmt.Sprint(r)`,
  }[again];
  const other = resource.peer?.operations[0] ?? operations[0];
  const uses = (at: number, text: string) => (resource.uses.includes(at) ? [text] : []);
  const cases = [
    `if at == ${AT.hold} {\n${blockText(resource)}\n}`,
    ...uses(AT.again, `if at == ${AT.again} {\n${back}\n}`),
    ...uses(
      AT.peer,
      `if at == ${AT.peer} {\nfor _, hook := range r.hooks {\nhook(key, ${AT.pass})\n}\nr.peer.${other?.name}(key, ${AT.pass})\n}`,
    ),
    ...uses(
      AT.parent,
      `if at == ${AT.parent} {\nvar done sync.WaitGroup\ndone.Add(1)\ngo func() {\ndefer done.Done()\nr.${inner?.name}(key, ${AT.pass})\n}()\ndone.Wait()\n}`,
    ),
    ...uses(AT.panic, `if at == ${AT.panic} {\ntruth.Leaves(r.id)\npanic("${name} failed")\n}`),
  ];
  let body = cases.join("\n");
  let below = "";
  for (let level = depth; level > 0; level--) {
    const step = `${random.pick(steps)}${name}${level}`;
    const plain = random.chance(0.4);
    const generic = resource.place.generic ? "[K comparable]" : "";
    below += plain
      ? `func ${step}${resource.type}${generic}(r *${self}, key string, at int) {\nr.total += len(key)\n${body}\n}\n\n`
      : `func (r *${self}) ${step}(key string, at int) {\n${body}\nr.total++\n}\n\n`;
    body = plain ? `${step}${resource.type}(r, key, at)` : `r.${step}(key, at)`;
  }
  // A way out that forgets the lock: only code that stands where it was taken can.
  const leaves = uses(AT.leave, `if at == ${AT.leave} {\ntruth.Leaves(r.id)\nreturn\n}`);
  return { body: [...leaves, body].join("\n"), below };
}

function stringText({ operations }: Resource, self: string): string {
  const reader = operations.find(({ mode }) => mode === "r") ?? operations[0];
  return `func (r *${self}) String() string {\nr.${reader?.name}("s", ${AT.pass})\nreturn r.name\n}`;
}
