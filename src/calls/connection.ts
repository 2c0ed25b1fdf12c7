import type { CallEnd } from "../model/call.ts";
import type { Dump, FuncName, Goroutine } from "../model/dump.ts";
import { isAddress } from "../waits/argument.ts";
import { argumentStyle } from "../waits/trust.ts";
import { memo } from "./memo.ts";
import { firstRuleOf } from "./symbol-rule.ts";
import { clientConnections, connectionRunners, serverConnections } from "./tables/connections.ts";
import { words } from "./words.ts";

const clientRuleOf = firstRuleOf(clientConnections);
const serverRuleOf = firstRuleOf(serverConnections);
const runnerRuleOf = firstRuleOf(connectionRunners);

/** The client's object for the connection of a pending call, when its frames show it: all calls that share it go to the same place. */
export const clientConnectionOf: (client: CallEnd) => string | undefined = memo(({ goroutine, protocol }) =>
  pointerIn(goroutine, (func) => {
    const rule = clientRuleOf(func);
    return rule?.protocol === protocol ? rule : undefined;
  }),
);

/**
 * Where a call is served: the process and, when the frames show it, the connection over which the call came. Calls at two places did not
 * come over one connection.
 */
export const placeOf: (server: CallEnd) => string = memo(({ goroutine }) => {
  const pointer = pointerIn(goroutine, serverRuleOf);
  const dump = numberOf(goroutine.dump);
  return pointer === undefined ? `${dump}` : `${dump} ${pointer}`;
});

/** For each connection of a dump the number of the goroutine that runs it: connections made earlier have smaller numbers, roughly. */
export function connectionOrder(dump: Dump): ReadonlyMap<string, number> {
  let order = orders.get(dump);
  if (!order) {
    order = new Map();
    for (let index = 0; index < dump.goroutines.length; index++) {
      if (!dump.goroutines.stackAt(index).frames.some(({ func }) => runnerRuleOf(func))) continue;
      const goroutine = dump.goroutines.at(index);
      const pointer = pointerIn(goroutine, runnerRuleOf);
      if (pointer !== undefined && goroutine.id !== undefined) order.set(pointer, goroutine.id);
    }
    orders.set(dump, order);
  }
  return order;
}

const orders = new WeakMap<Dump, Map<string, number>>();

/** The pointer that the first frame with a rule shows. Go 1.17 does not mark values that may be old: there none is trusted. */
function pointerIn(
  goroutine: Goroutine,
  ruleOf: (func: FuncName) => { readonly position: number } | undefined,
): string | undefined {
  if (argumentStyle(goroutine.dump).era === "unmarked") return undefined;
  for (const [frame, { func }] of goroutine.stack.frames.entries()) {
    const rule = ruleOf(func);
    const pointer = rule && words(goroutine, frame)[rule.position];
    if (pointer !== undefined && isAddress(Number(pointer))) return pointer;
  }
  return undefined;
}

const numbers = new WeakMap<Dump, number>();
let dumps = 0;

/** A number for each dump of this process, for use in keys only. */
function numberOf(dump: Dump): number {
  const number = numbers.get(dump) ?? ++dumps;
  numbers.set(dump, number);
  return number;
}
