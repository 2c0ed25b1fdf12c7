import type { Io } from "./io.ts";

export type ColorChoice = "auto" | "always" | "never";

/**
 * Whether to colour. What the user asks for on the command line comes first, then FORCE_COLOR (https://force-color.org), then NO_COLOR
 * (https://no-color.org), then whether stdout is a terminal that knows colours. Empty variables count as not set.
 */
export function wantsColor(choice: ColorChoice, { env, isTTY }: Pick<Io, "env" | "isTTY">): boolean {
  if (choice !== "auto") return choice === "always";
  const force = env["FORCE_COLOR"];
  if (force) return force !== "0" && force !== "false";
  if (env["NO_COLOR"]) return false;
  return isTTY === true && env["TERM"] !== "dumb";
}
