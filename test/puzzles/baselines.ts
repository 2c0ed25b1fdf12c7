import type { Dump, Goroutine } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";
import { waitOf } from "../../src/waits/wait-of.ts";
import type { Archive, TrueLock } from "./archive.ts";
import { Random } from "./random.ts";

/** Share of locks whose owner each of the simple ways names, from 0 to 1. */
export interface Baselines {
  /** The first other goroutine whose text shows the lock's address. */
  readonly address: number;
  /** The only other goroutine in the function that a waiter waits in. */
  readonly sameFunction: number;
  /** Any other goroutine that runs code of a waiter's package. */
  readonly random: number;
}

export function baselinesOf({ builds }: Archive): Baselines {
  const random = new Random(1);
  const hits = { address: 0, sameFunction: 0, random: 0 };
  let count = 0;
  for (const { text, locks } of builds.flatMap(({ dumps }) => dumps)) {
    const [dump] = parse(new TextEncoder().encode(text), { name: "dump.txt" }).dumps;
    if (!dump) continue;
    const texts = new Map(text.split(/\n\n(?=goroutine )/).map((part) => [/^goroutine (\d+)/m.exec(part)?.[1], part]));
    for (const truth of locks) {
      count++;
      const others = [...dump.goroutines].filter(({ id }) => truth.waiters[String(id)] === undefined);
      const holds = (one: Goroutine | undefined) => one !== undefined && truth.holders[String(one.id)] !== undefined;
      const functions = sitesOf(dump, truth);
      const packages = new Set(
        [...functions].map((symbol) => symbol.slice(0, symbol.indexOf(".", symbol.lastIndexOf("/")))),
      );
      if (holds(others.find(({ id }) => texts.get(String(id))?.includes(truth.address)))) hits.address++;
      const inside = others.filter(({ stack }) => stack.frames.some(({ func }) => functions.has(func.symbol)));
      if (inside.length === 1 && holds(inside[0])) hits.sameFunction++;
      const near = others.filter(({ stack }) => stack.frames.some(({ func }) => packages.has(func.package)));
      if (near.length > 0 && holds(random.pick(near))) hits.random++;
    }
  }
  return { address: hits.address / count, sameFunction: hits.sameFunction / count, random: hits.random / count };
}

/** The functions that the waiters wait in. */
function sitesOf(dump: Dump, { waiters }: TrueLock): Set<string> {
  const waiting = [...dump.goroutines].filter(({ id }) => waiters[String(id)] !== undefined);
  return new Set(waiting.flatMap((one) => one.stack.frames[waitOf(one).site]?.func.symbol ?? []));
}
