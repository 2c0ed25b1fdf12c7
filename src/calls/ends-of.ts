import type { CallEnd } from "../model/call.ts";
import type { Dump } from "../model/dump.ts";
import { groupsOf, positionsOf } from "../parse/groups-of.ts";
import type { EndShape } from "./end-shape.ts";
import { callsOf, shapesOf } from "./ends.ts";

/** The ends of calls on one side in a dump, in file order. What is wanted is asked once for each stack, not for ten thousand equal requests. */
export function endsOf(dump: Dump, side: "client" | "server", wanted: (shape: EndShape) => boolean): CallEnd[] {
  const groups = groupsOf(dump).filter(({ stack }) => {
    const shape = shapesOf(stack)[side];
    return shape !== undefined && wanted(shape);
  });
  return positionsOf(groups).flatMap((index) => callsOf(dump.goroutines.at(index))[side] ?? []);
}
