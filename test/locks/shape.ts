import { readdirSync, readFileSync } from "node:fs";
import type { Diagnosis, OwnerVerdict } from "../../src/model/diagnosis.ts";
import type { Dump } from "../../src/model/dump.ts";
import { parse } from "../../src/parse/parse.ts";

const SHAPES = new URL("../fixtures/lock-shapes/", import.meta.url);

/** Goroutines are named by a function on their stack: "main.loader". */
export type Role = string;

/** `truth.json` of a shape; its fields are explained in the README beside the shapes. */
export interface ShapeTruth {
  readonly locks: readonly {
    readonly kind: "mutex" | "rwmutex";
    readonly waiters: readonly Role[];
    readonly owner: {
      readonly verdict: OwnerVerdict["verdict"];
      readonly goroutines: readonly Role[];
      readonly also_accept?: readonly OwnerVerdict["verdict"][];
      readonly misleading?: readonly Role[];
    };
  }[];
  readonly bystanders?: readonly Role[];
  readonly holderAlike?: true;
  readonly deadlocks?: readonly { readonly kind: string; readonly goroutines: readonly Role[] }[];
  /** Can never go on either, for want of somebody who serves a channel. */
  readonly stuck?: readonly Role[];
  readonly dependencies?: readonly { readonly kind: string; readonly from: Role; readonly to: readonly Role[] }[];
  readonly end?: { readonly goroutine: Role; readonly kind: Diagnosis["chains"][number]["end"]["kind"] };
  readonly steps?: readonly Role[];
  readonly severity?: "info" | "warning";
}

/** Every shape with each of its dumps. */
export function shapeDumps(): { readonly shape: string; readonly file: string }[] {
  return readdirSync(SHAPES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, SHAPES))
        .filter((file) => file.endsWith(".txt"))
        .map((file) => ({ shape: name, file: `${name}/${file}` })),
    );
}

export function shapeTruth(shape: string): ShapeTruth {
  return JSON.parse(readFileSync(new URL(`${shape}/truth.json`, SHAPES), "utf8")) as ShapeTruth;
}

export function shapeBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(file, SHAPES)));
}

export function shapeDump(file: string): Dump {
  const [dump] = parse(shapeBytes(file), { name: file }).dumps;
  if (!dump) throw new Error(`no dump was read from ${file}`);
  return dump;
}

/** Ids of the goroutines that play one of these roles, ascending. */
export function playing(dump: Dump, roles: readonly Role[]): number[] {
  return [...dump.goroutines]
    .filter(({ stack }) => stack.frames.some(({ func }) => roles.includes(func.symbol)))
    .map(({ id }) => id ?? -1)
    .sort((a, b) => a - b);
}
