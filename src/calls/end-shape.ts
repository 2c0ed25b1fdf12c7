import type { CallEnd } from "../model/call.ts";

/** One end of a call as the frames of a stack show it: what goroutines with the same stack share. */
export type EndShape = Omit<CallEnd, "goroutine">;

/** First letter upper case: the name of a service out of its generated, unexported type. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
