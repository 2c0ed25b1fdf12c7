import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** How the goroutines of a made dump differ from each other. */
export const VARIANTS = {
  /** Ids, ages and pointers differ, as in a real convoy: nearly all stacks are equal. */
  alike: "stacks as in the convoy",
  /** Each stack is another sequence of the frames that the sample has: nothing tells which frame comes next. */
  mixed: "every stack another sequence of frames",
  /** One position of each goroutine stands nowhere else. */
  fresh: "every stack has a position of its own",
} as const;

export type Variant = keyof typeof VARIANTS;

const SAMPLE = "samples/docker-20.10.24-convoy/dockerd.log.gz";
const OLDEST = 9;
/** A word of the heap that more goroutines show is of the whole process. */
const FEW = 0.01;
const PIECE = 1 << 24;

/** A real dump of 46 MB: one lock with 12,003 waiters. */
export function convoy(): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(SAMPLE)));
}

/** A made dump of about so many goroutines, as one array. */
export function dumpOf(goroutines: number, variant: Variant): Uint8Array {
  const pieces = [...piecesOf(goroutines, variant)];
  return new Uint8Array(Buffer.concat(pieces));
}

/** The same in pieces, for a file that is larger than memory: goroutines of the sample in turn, each with an id, an age and pointers of its own. */
export function* piecesOf(goroutines: number, variant: Variant): Generator<Uint8Array> {
  const blocks = Buffer.from(convoy()).toString("latin1").trimEnd().split("\n\n");
  const shared = sharedWords(blocks);
  const templates = blocks.map((block) => templateOf(block, shared));
  const frames = blocks.flatMap((block) => framesOf(block)).filter((_, index) => index % 7 === 0);
  const random = generator(1);
  let piece: string[] = [];
  let size = 0;
  for (let index = 0; index < goroutines; index++) {
    const id = index === 0 ? 25 : 1000 + index;
    const template = templates[index % templates.length] as Template;
    const text = change[variant](fill(template, id, index === 0, random), index, frames, random);
    piece.push(text);
    size += text.length;
    if (size < PIECE) continue;
    yield Buffer.from(piece.join(""), "latin1");
    piece = [];
    size = 0;
  }
  yield Buffer.from(piece.join(""), "latin1");
}

/** A goroutine's text, cut at its pointers: a number stands for the pointer of this number. */
interface Template {
  readonly state: string;
  readonly parts: readonly (string | number)[];
  readonly pointers: number;
}

function templateOf(block: string, shared: ReadonlySet<string>): Template {
  const state = /\[([^,\]]+)/.exec(block)?.[1] ?? "running";
  const own = new Map<string, number>();
  const parts = block
    .slice(block.indexOf("\n"))
    .split(/(0xc[0-9a-f]{9})/)
    .map((part, index) => {
      if (index % 2 === 0 || shared.has(part)) return part;
      if (!own.has(part)) own.set(part, own.size);
      return own.get(part) as number;
    });
  return { state, parts, pointers: own.size };
}

function heapWord(random: () => number): string {
  return `0xc${(0x100000000 + Math.floor(random() * 0xfffffff0)).toString(16).padStart(9, "0")}`;
}

function fill({ state, parts, pointers }: Template, id: number, isFirst: boolean, random: () => number): string {
  const minutes = isFirst ? 0 : Math.floor(random() * OLDEST);
  const words = Array.from({ length: pointers }, () => heapWord(random));
  const body = parts.map((part) => (typeof part === "string" ? part : words[part]));
  return `goroutine ${id} [${state}${minutes > 0 ? `, ${minutes} minutes` : ""}]:${body.join("")}\n\n`;
}

const change: Record<
  Variant,
  (text: string, index: number, frames: readonly string[], random: () => number) => string
> = {
  alike: (text) => text,
  mixed: (text, _, frames, random) => {
    const lines = text.split("\n");
    for (let at = 1; at + 1 < lines.length && lines[at] && !lines[at]?.startsWith("created by"); at += 2)
      [lines[at], lines[at + 1]] = (frames[Math.floor(random() * frames.length)] as string).split("\n") as [
        string,
        string,
      ];
    return lines.join("\n");
  },
  fresh: (text, index) => text.replace(/:\d+( \+0x[0-9a-f]+)?\n/, (_, offset) => `:${100000 + index}${offset ?? ""}\n`),
};

function framesOf(block: string): string[] {
  return block.match(/^(?!created by|goroutine )\S.*\n\t.*$/gm) ?? [];
}

function sharedWords(blocks: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const block of blocks)
    for (const word of new Set(block.match(/0xc[0-9a-f]{9}/g))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > FEW * blocks.length).map(([word]) => word));
}

/** Equal numbers in every run: a linear congruential generator. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
