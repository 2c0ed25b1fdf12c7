import type { Goroutine } from "../model/dump.ts";
import type { Wait, WaitTarget } from "../model/wait.ts";
import { ADDRESS_RULES } from "./address-rules.ts";
import { hex, isAddress, wordArg } from "./argument.ts";
import { ruleSymbol } from "./path.ts";
import { argumentStyle } from "./trust.ts";

const NONE: WaitTarget = { addressIs: "none" };

/**
 * The address of the mutex, rwmutex, Once, WaitGroup, Cond or descriptor that a goroutine waits for, by the rules per Go version of
 * `ADDRESS_RULES`. Only trustworthy values are used: never one marked "?", and in Go 1.17, which marks nothing, only those of frames
 * that keep their argument alive. When two frames disagree, no address is given.
 *
 * `within` is the receiver of the method that asked, by the same rules.
 */
export function waitTargetOf(goroutine: Goroutine, wait: Wait): WaitTarget {
  const address = addressOf(goroutine, wait);
  if (address === undefined && !HAS_ADDRESS.has(wait.kind)) return NONE;
  const within = receiverOf(goroutine, wait.site);
  const field = within === undefined ? {} : { within: hex(within) };
  if (address !== undefined) return { address: hex(address), addressIs: "exact", ...field };
  return within === undefined ? NONE : { addressIs: "field", ...field };
}

const HAS_ADDRESS: ReadonlySet<Wait["kind"]> = new Set(["lock", "once", "waitgroup", "cond", "semaphore"]);

function addressOf(goroutine: Goroutine, wait: Wait): number | undefined {
  const name = wait.rule.replace(/-woken$/, "");
  const rules = ADDRESS_RULES.filter((rule) => rule.waits.test(name));
  if (rules.length === 0) return undefined;
  const style = argumentStyle(goroutine.dump);
  const frames = goroutine.stack.frames;
  // Callers of the site can wait for other primitives of package sync (a Once whose function locks): not ours.
  const end = wait.site < 0 ? frames.length : wait.site;
  const symbols = frames.slice(0, end).map((frame) => ruleSymbol(frame.func));
  const slow = symbols.includes("sync.(*Mutex).lockSlow");
  let found: number | undefined;
  for (const [index, symbol] of symbols.entries()) {
    for (const rule of rules) {
      if (!rule.frame.test(symbol) || (style.era === "unmarked" && !rule.live)) continue;
      const value = wordArg(goroutine, index, 0);
      const minus = rule.minus({ style, slow });
      if (value === undefined || minus === undefined || !isAddress(value) || !isAddress(value - minus)) continue;
      const address = value - minus;
      if (found !== undefined && found !== address) return undefined;
      found = address;
    }
  }
  return found;
}

/** Receiver of the site's method. An inlined site has no arguments: its caller's are used while it is a method of the same type. */
function receiverOf(goroutine: Goroutine, site: number): number | undefined {
  const frames = goroutine.stack.frames;
  const asked = frames[site]?.func;
  if (asked === undefined || argumentStyle(goroutine.dump).era === "unmarked") return undefined;
  for (let index = site; index < frames.length; index++) {
    const frame = frames[index];
    if (frame === undefined || !frame.func.pointerReceiver || frame.func.closure !== "") return undefined;
    if (frame.func.package !== asked.package || frame.func.receiver !== asked.receiver) return undefined;
    if (frame.inlined) continue;
    const value = wordArg(goroutine, index, 0);
    return value !== undefined && isAddress(value) ? value : undefined;
  }
  return undefined;
}
