/** One line of strace, taken apart. */
export interface StraceLine {
  /** Thread id, when the line names it (-f). */
  readonly thread?: number;
  /** Time as printed by -t, -tt or -ttt. */
  readonly stamp?: string;
  /** Seconds since the line before, as -r prints them. */
  readonly sincePrevious?: number;
  readonly event:
    | { readonly kind: "call"; readonly name: string; readonly rest: string }
    | { readonly kind: "resumed"; readonly name: string; readonly rest: string }
    | { readonly kind: "exit"; readonly text: string }
    | { readonly kind: "signal" };
}

/**
 * "[pid   123] 18:05:29.321613 epoll_pwait(5,  <unfinished ...>", with -o "123   18:05:29.321613 <... read resumed>…"; -ttt prints seconds since
 * 1970, -r "     0.000123" or behind another stamp "(+     0.000123)", -i the program counter in brackets.
 */
const pattern =
  /^(?:\[pid +(\d+)\] +|(\d+) +(?!\())?(?:(\d\d:\d\d:\d\d(?:\.\d+)?|\d{9,}(?:\.\d+)?) +)?(?:\(\+ +(\d+\.\d+)\) +| *(\d{1,7}\.\d{3,}) +)?(?:\[[0-9a-f?]{8,16}\] +)?(?:<\.\.\. (\w+) resumed>(.*)|([a-z]\w*)\((.*)|\+\+\+ (.*) \+\+\+|(--- ).*)$/;

/** Takes a line apart; undefined for what strace does not print for a call, an exit or a signal. */
export function readStraceLine(line: string): StraceLine | undefined {
  const match = pattern.exec(line);
  if (match === null) return undefined;
  const [, bracketed, bare, stamp, behind, alone, resumed, rest, name, args, exit, signal] = match;
  const thread = bracketed ?? bare;
  const since = behind ?? alone;
  const event: StraceLine["event"] =
    resumed !== undefined
      ? { kind: "resumed", name: resumed, rest: rest ?? "" }
      : name !== undefined
        ? { kind: "call", name, rest: args ?? "" }
        : signal !== undefined
          ? { kind: "signal" }
          : { kind: "exit", text: exit ?? "" };
  return {
    ...(thread === undefined ? {} : { thread: Number(thread) }),
    ...(stamp === undefined ? {} : { stamp }),
    ...(since === undefined ? {} : { sincePrevious: Number(since) }),
    event,
  };
}

/** Seconds of a stamp: since midnight, or since 1970. Undefined without a stamp. */
export function stampSeconds(stamp: string | undefined): number | undefined {
  if (stamp === undefined) return undefined;
  const [hours, minutes, seconds] = stamp.split(":");
  if (minutes === undefined || seconds === undefined) return Number(stamp);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
