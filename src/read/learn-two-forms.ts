import type { Anchor } from "./anchor.ts";
import { LINE_FORMS, type LineForm } from "./line-forms.ts";
import { type LineKindOf, lineKind } from "./line-kind.ts";
import { looksLikeStack } from "./looks-like-stack.ts";
import { messagesBehind } from "./messages-behind.ts";
import { type LinePrefix, readLinePrefix } from "./read-line-prefix.ts";

/**
 * In each line another known prefix stands behind the first one: both are taken off at once. Undefined for other lines.
 *
 * @param messages Behind the first prefix, in the lines that follow the header.
 */
export function learnTwo(
  bytes: Uint8Array,
  anchor: Anchor,
  outer: LineForm,
  { fields, end }: LinePrefix,
  messages: readonly string[],
): LineKindOf | undefined {
  const { at, lineStart, beginning } = anchor;
  if (!outer.everyLine || beginning || lineStart + end === at) return undefined;
  for (const inner of LINE_FORMS) {
    const read = inner.everyLine ? readLinePrefix(inner, bytes, lineStart + end) : undefined;
    if (!read || lineStart + end + read.end !== at) continue;
    const further = read.fields.map((field) => ({ ...field, start: end + field.start, end: end + field.end }));
    const kind = lineKind(bytes, lineStart, [outer, inner], { fields: [...fields, ...further], end: end + read.end });
    const own = messagesBehind(bytes, anchor, kind.template, false);
    if (own.length === messages.length && own.every((message, index) => messages[index]?.endsWith(message)))
      return looksLikeStack(own) ? kind : undefined;
  }
  return undefined;
}
