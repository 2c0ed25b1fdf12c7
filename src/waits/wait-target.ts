import type { Goroutine, Stack } from "../model/dump.ts";
import type { Wait, WaitTarget } from "../model/wait.ts";
import { ADDRESS_RULES, type AddressRule } from "./address-rules.ts";
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
  const { places, slow } = placesOf(goroutine.stack, wait);
  if (places.length === 0) return undefined;
  const style = argumentStyle(goroutine.dump);
  let found: number | undefined;
  for (const { frame, rule } of places) {
    if (style.era === "unmarked" && !rule.live) continue;
    const value = wordArg(goroutine, frame, 0);
    const minus = value === undefined ? undefined : rule.minus({ style, slow, value });
    if (value === undefined || minus === undefined || !isAddress(value) || !isAddress(value - minus)) continue;
    const address = value - minus;
    if (found !== undefined && found !== address) return undefined;
    found = address;
  }
  return found;
}

/** Where the frames of a stack can print the address that a wait is for. */
interface Places {
  readonly places: readonly { readonly frame: number; readonly rule: AddressRule }[];
  /** The slow path of a mutex is among the frames. */
  readonly slow: boolean;
}

/** Ten thousand waiters share a handful of stacks. */
const known = new WeakMap<Stack, WeakMap<Wait, Places>>();

function placesOf(stack: Stack, wait: Wait): Places {
  const ofStack = known.get(stack) ?? new WeakMap<Wait, Places>();
  const places = ofStack.get(wait) ?? findPlaces(stack, wait);
  ofStack.set(wait, places);
  known.set(stack, ofStack);
  return places;
}

function findPlaces({ frames }: Stack, wait: Wait): Places {
  const name = wait.rule.replace(/-woken$/, "");
  const rules = ADDRESS_RULES.filter((rule) => rule.waits.test(name));
  // Callers of the site can wait for other primitives of package sync (a Once whose function locks): not ours.
  const symbols = frames.slice(0, wait.site < 0 ? frames.length : wait.site).map((frame) => ruleSymbol(frame.func));
  return {
    places: symbols.flatMap((symbol, frame) =>
      rules.filter((rule) => rule.frame.test(symbol)).map((rule) => ({ frame, rule })),
    ),
    slow: symbols.includes("sync.(*Mutex).lockSlow"),
  };
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
