import type { Anchor } from "./anchor.ts";
import type { LineTemplate } from "./line-template.ts";
import { looksLikeStack } from "./looks-like-stack.ts";
import { messagesBefore, messagesBehind } from "./messages-behind.ts";

/** rsyslog writes a tab so. */
const ESCAPED_TAB = "#011";

/**
 * Messages of lines that have the prefix, when they are the header's stack: those behind it or, where the latest line stands first, those before it.
 *
 * @param inner What else stands before the header.
 */
export function stackNear(
  bytes: Uint8Array,
  anchor: Anchor,
  template: LineTemplate,
  indents: boolean,
  inner: string,
): string[] | undefined {
  const behind = messagesBehind(bytes, anchor, template, indents);
  if (areStack(behind, anchor, inner)) return behind;
  const before = messagesBefore(bytes, anchor, template);
  return !anchor.beginning && areStack(before, anchor, inner) ? before : undefined;
}

/** These are lines of the header's stack. @param inner What else stands before the header. */
function areStack(messages: readonly string[], { beginning }: Anchor, inner: string): boolean {
  if (beginning) return messages.some((message) => beginning.follows.test(message.replaceAll(ESCAPED_TAB, "\t")));
  return looksLikeStack(inner === "" ? messages : messages.map((message) => withoutInner(message, inner)));
}

/** Without what another envelope puts before the message: as long as before the header, more or less. */
function withoutInner(message: string, inner: string): string {
  if (message.startsWith(inner)) return message.slice(inner.length);
  return message.slice(inner.length).replace(/^\S*\s/, "") || message;
}
