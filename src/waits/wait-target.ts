import type { Goroutine, Stack, StackFrame } from "../model/dump.ts";
import type { Wait, WaitTarget } from "../model/wait.ts";
import { ADDRESS_RULES, type AddressRule } from "./address-rules.ts";
import { hex, isAddress, wordArg } from "./argument.ts";
import { ruleSymbol } from "./path.ts";
import { type ArgumentStyle, argumentStyle } from "./trust.ts";

const NONE: WaitTarget = { addressIs: "none" };

/**
 * The address of the mutex, rwmutex, Once, WaitGroup, Cond or descriptor that a goroutine waits for, by the rules per Go version of
 * `ADDRESS_RULES`. Only trustworthy values are used: never one marked "?", and in Go 1.17, which marks nothing, only those of frames
 * that keep their argument alive. When two frames disagree, no address is given.
 *
 * `within` is the receiver of the method that asked, by the same rules.
 */
export function waitTargetOf(goroutine: Goroutine, wait: Wait): WaitTarget {
  const places = placesOf(goroutine.stack, wait);
  const style = argumentStyle(goroutine.dump);
  const address = addressOf(goroutine, places, style);
  if (address === undefined && !HAS_ADDRESS.has(wait.kind)) return NONE;
  const within = style.era === "unmarked" ? undefined : receiverOf(goroutine, places);
  const { last } = places;
  if (last && last.address === address && last.within === within) return last.target;
  const target = makeTarget(address, within);
  places.last = { address, within, target };
  return target;
}

function makeTarget(address: number | undefined, within: number | undefined): WaitTarget {
  const field = within === undefined ? {} : { within: hex(within) };
  if (address !== undefined) return { address: hex(address), addressIs: "exact", ...field };
  return within === undefined ? NONE : { addressIs: "field", ...field };
}

const HAS_ADDRESS: ReadonlySet<Wait["kind"]> = new Set(["lock", "once", "waitgroup", "cond", "semaphore"]);

function addressOf(goroutine: Goroutine, { places, slow }: Places, style: ArgumentStyle): number | undefined {
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

/** Where the frames of a stack can print what a wait is for. */
interface Places {
  readonly places: readonly { readonly frame: number; readonly rule: AddressRule }[];
  /** The slow path of a mutex is among the frames. */
  readonly slow: boolean;
  /** The frame that prints the receiver of the method that asked; -1 for none. */
  readonly receiver: number;
  /** What the last goroutine with this stack waited for: the next one mostly waits for the same. */
  last?: { readonly address: number | undefined; readonly within: number | undefined; readonly target: WaitTarget };
}

/** Ten thousand waiters share a handful of stacks. */
const known = new WeakMap<Stack, WeakMap<Wait, Places>>();

function placesOf(stack: Stack, wait: Wait): Places {
  let ofStack = known.get(stack);
  if (!ofStack) {
    ofStack = new WeakMap();
    known.set(stack, ofStack);
  }
  let places = ofStack.get(wait);
  if (!places) {
    places = findPlaces(stack, wait);
    ofStack.set(wait, places);
  }
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
    receiver: receiverFrame(frames, wait.site),
  };
}

/** The site's frame when it is a method. An inlined site has no arguments: its caller's are used while it is a method of the same type. */
function receiverFrame(frames: readonly StackFrame[], site: number): number {
  const asked = frames[site]?.func;
  for (let index = site; asked !== undefined && index < frames.length; index++) {
    const frame = frames[index];
    if (frame === undefined || !frame.func.pointerReceiver || frame.func.closure !== "") return -1;
    if (frame.func.package !== asked.package || frame.func.receiver !== asked.receiver) return -1;
    if (!frame.inlined) return index;
  }
  return -1;
}

function receiverOf(goroutine: Goroutine, { receiver }: Places): number | undefined {
  const value = receiver < 0 ? undefined : wordArg(goroutine, receiver, 0);
  return value !== undefined && isAddress(value) ? value : undefined;
}
