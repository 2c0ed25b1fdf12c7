import type { Envelope } from "../model/dump.ts";
import type { Fields } from "./source-text.ts";

/** Ways to write a time from which its day is known. */
const ISO =
  /^(?:[A-Z][a-z]{2} )?(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d+))? ?(UTC|GMT|Z|[+-]\d\d:?\d\d)?/;
/** Seconds, milliseconds, microseconds or nanoseconds since 1970. */
const EPOCH = /^\d{10}(?:\.\d+|\d{3}|\d{6}|\d{9})?$/;

/** Sums up what envelopes say, outermost first: the inner one knows better. */
export function makeEnvelope(layers: readonly string[], pairs: Fields): Envelope {
  const fields: Readonly<Record<string, string>> = Object.fromEntries(pairs);
  const { time, pid, path } = fields;
  const takenAt = time === undefined ? undefined : isoTime(time);
  const container = path?.split("/").at(-1) || fields["container"];
  return {
    format: layers.length > 0 ? layers.join("/") : "plain",
    ...(takenAt && { takenAt }),
    ...(pid && /^\d+$/.test(pid) && { pid: Number(pid) }),
    ...(container && { container }),
    fields,
  };
}

/** Whether a text is a time from which its day is known. */
export function isTime(text: string): boolean {
  return ISO.test(text) || EPOCH.test(text);
}

/** The time by ISO 8601; undefined when its day cannot be told ("Nov 23 15:51:56" has no year). */
function isoTime(text: string): string | undefined {
  const date = ISO.exec(text);
  if (date) {
    const [, year, month, day, clock, fraction, zone = ""] = date;
    const offset = zone === "UTC" || zone === "GMT" ? "Z" : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
    return `${year}-${month}-${day}T${clock}${fraction ? `.${fraction}` : ""}${offset}`;
  }
  if (!EPOCH.test(text)) return undefined;
  const digits = text.split(".")[0]?.length ?? 0;
  const milliseconds = Number(text) / 10 ** (digits - 13 < 0 ? -3 : digits - 13);
  return new Date(milliseconds).toISOString();
}
