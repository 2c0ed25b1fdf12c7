import { decode, encode } from "../utf8.ts";

/** What stands before and behind code in texts that people write. */
interface Fence {
  readonly name: string;
  /** Bytes without which there is none. */
  readonly sign: string;
  readonly pattern: RegExp;
  readonly example: string;
}

export const FENCES: readonly Fence[] = [
  { name: "Markdown, Slack, Teams", sign: "```", pattern: /`{3,}/, example: "```goroutine 1 [running]:" },
  { name: "Markdown", sign: "~~~", pattern: /~{3,}/, example: "~~~text" },
  {
    name: "Jira",
    sign: "{noformat",
    pattern: /\{noformat(?::[^}\n]*)?\}/,
    example: "{noformat}goroutine 1 [running]:",
  },
  { name: "Jira", sign: "{code", pattern: /\{code(?::[^}\n]*)?\}/, example: "{code:title=dump}" },
  { name: "BBCode", sign: "[code", pattern: /\[\/?code(?:=[^\]\n]*)?\]/, example: "[code]goroutine 1 [running]:" },
  { name: "XML", sign: "<![CDATA[", pattern: /<!\[CDATA\[|\]\]>/, example: "<failure><![CDATA[goroutine 1 [running]:" },
];

export const FENCE_SIGNS: readonly Uint8Array[] = FENCES.map(({ sign }) => encode(sign));

const ANY = FENCES.map(({ pattern }) => pattern.source).join("|");
/** A line that fences and holds nothing of the code, but perhaps its language. */
const LINE = new RegExp(`^([> \\t]*)(?:${ANY})[\\w-]*[ \\t]*\\r?$`, "gm");
/** A fence before a header, and one behind a line of a stack. */
const BEFORE = new RegExp(`(?:${ANY})(?=(?:goroutine \\d+ |panic: |fatal error: ))`, "g");
const BEHIND = new RegExp(`(\\.(?:go|s|c):\\d+(?: \\+0x[0-9a-f]+)?|\\))[ \\t]*(?:${ANY})[^\\n]*$`, "gm");

/** Without the fences of code. Keeps the lines. */
export function withoutFences(bytes: Uint8Array): Uint8Array {
  return encode(decode(bytes).replace(LINE, "").replace(BEFORE, "").replace(BEHIND, "$1"));
}
