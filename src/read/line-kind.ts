import type { LineForm } from "./line-forms.ts";
import { LineTemplate } from "./line-template.ts";
import type { LinePrefix } from "./read-line-prefix.ts";
import type { StringForm } from "./string-form.ts";

/** The lines of one process, or what is known of them. */
export interface LineKindOf {
  /** What stands before each message, the outermost first; none for whatever is the same in each line. */
  readonly forms: readonly LineForm[];
  /** Of all of them together. */
  readonly template: LineTemplate;
  /** What tells it from other processes. */
  readonly identity: string;
  /** Further lines of a message are indented to its column. */
  readonly indents: boolean;
  /** Each message is a string. */
  readonly strings?: StringForm;
  /** Tabs are written as "#011", as rsyslog does, or those before positions were dropped, as systemd before 229 does. */
  readonly tabs?: "octal" | "dropped" | undefined;
  /** Lines (of the text, 1-based) that it may stand in; all when absent. */
  readonly within?: readonly [first: number, last: number];
}

/** The kind of the line that starts at a byte, by what the forms put before its message. */
export function lineKind(
  bytes: Uint8Array,
  start: number,
  forms: readonly LineForm[],
  { fields, end }: LinePrefix,
): LineKindOf {
  const varying = fields.filter(({ varies }) => varies);
  const template = new LineTemplate(bytes, start, end, varying);
  const own = fields.filter(({ varies }) => !varies).map(({ value }) => value);
  const identity = [...forms.map(({ name }) => name), ...own].join("\n");
  return { forms, template, identity, indents: forms.length === 1 && forms[0]?.indents === true };
}
