import type { Stack } from "../../model/dump.ts";
import type { LockObject } from "../lock-object.ts";
import type { ExpressionTypes } from "./expression-type.ts";
import type { LockRef } from "./lock-state.ts";
import { shownAt, type TracedFrame } from "./object-trace.ts";
import type { StructLayout } from "./struct-layout.ts";

/** What leads from a variable to a lock by fields alone: not by a key, an index or a function. */
const FIELDS = /^(?:\.\w+)*$/;

/** Finds the objects that locks are taken on. */
export class LockObjects {
  readonly #types: ExpressionTypes;
  readonly #layout: StructLayout;

  constructor(types: ExpressionTypes, layout: StructLayout) {
    this.#types = types;
    this.#layout = layout;
  }

  /** The object of a lock as a frame names it; undefined for package variables, keyed locks, and what no frame shows. */
  of(
    stack: Stack,
    traced: readonly (TracedFrame | undefined)[],
    frame: number,
    { root, rest }: LockRef,
  ): LockObject | undefined {
    if (!root || !FIELDS.test(rest)) return undefined;
    const shown = shownAt(stack, traced, frame, root, this.#layout);
    const type = shown.length === 0 ? undefined : this.#types.variable(root);
    if (!type) return undefined;
    const named = this.#types.types.named(type);
    const path = rest.split(".").slice(1);
    const inside = this.#layout.isInside(type, path);
    if (inside === undefined) return undefined;
    const offset = inside ? (path.length === 0 ? { 4: 0, 8: 0 } : this.#layout.offset(type, path)) : undefined;
    const home = named ? `${named.package.folder}/${named.declaration.name}` : type.node.text;
    return { shown, way: `${home} ${rest}`, elsewhere: !inside, ...(offset && { offset }) };
  }
}
