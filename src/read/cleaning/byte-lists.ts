import { decode, encode } from "../utf8.ts";
import { withoutTerminalCodes } from "./markup.ts";

/** journalctl -o json and json-pretty (and jq of them) write a message with unprintable characters, as those of colours, as the list of its bytes. */
const LIST = /("MESSAGE"\s*:\s*)\[([\d,\s]+)\]/g;
/** What such a member begins with, in each. */
export const LIST_SIGNS: readonly Uint8Array[] = [
  encode('"MESSAGE":['),
  encode('"MESSAGE" : ['),
  encode('"MESSAGE": ['),
];

/** The text with messages as strings, in as many lines. */
export function withoutByteLists(bytes: Uint8Array): Uint8Array {
  return encode(
    decode(bytes).replace(LIST, (_, name: string, list: string) => {
      const message = withoutTerminalCodes(Uint8Array.from(list.split(","), Number));
      return `${name}${JSON.stringify(decode(message))}${"\n".repeat(list.split("\n").length - 1)}`;
    }),
  );
}
