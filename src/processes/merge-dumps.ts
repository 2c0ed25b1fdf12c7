import type { Dump, Envelope } from "../model/dump.ts";

/** A dump together with the other places where the same dump was found. */
export interface MergedDump {
  readonly dump: Dump;
  /** What the envelope of the dump and those of its copies tell together. */
  readonly envelope: Envelope;
  readonly alsoIn: readonly { readonly file: string; readonly lines: readonly [number, number] }[];
}

/**
 * A dump that was found twice (containerd writes its own to a file and to its log) is used once: the plain file is kept, what the other
 * envelope tells is merged into it.
 */
export function mergeDumps(dumps: readonly Dump[]): MergedDump[] {
  const merged: { dump: Dump; copies: Dump[] }[] = [];
  for (const dump of dumps) {
    const same = merged.find((other) => isSame(other.dump, dump));
    if (!same) merged.push({ dump, copies: [] });
    else if (dump.envelope.format === "plain" && same.dump.envelope.format !== "plain") {
      same.copies.push(same.dump);
      same.dump = dump;
    } else same.copies.push(dump);
  }
  return merged.map(({ dump, copies }) => ({
    dump,
    envelope: mergeEnvelopes({ ...timeOfName(dump.file), ...dump.envelope }, copies),
    alsoIn: copies.map(({ file, lines }) => ({ file, lines })),
  }));
}

/** Records of one dump in two logs may be stamped with different precision. */
const SAME_TIME_MS = 1500;

function isSame(a: Dump, b: Dump): boolean {
  if (a.goroutines.length !== b.goroutines.length || a.goroutines.length === 0) return false;
  // A process in which nothing moves prints the same text again later.
  const [one, other] = [a.envelope.takenAt, b.envelope.takenAt];
  if (one && other && Math.abs(Date.parse(one) - Date.parse(other)) > SAME_TIME_MS) return false;
  for (let index = 0; index < a.goroutines.length; index++) {
    const [one, other] = [a.goroutines.at(index), b.goroutines.at(index)];
    if (one.id !== other.id || one.text().trimEnd() !== other.text().trimEnd()) return false;
  }
  return true;
}

/** dockerd puts the time of a dump into the name of its file: RFC 3339 without colons. [moby pkg/stack/stackdump.go] */
const NAMED_BY_TIME = /goroutine-stacks-(\d{4}-\d\d-\d\dT\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})\.log/;

function timeOfName(file: string): { takenAt?: string } {
  const match = NAMED_BY_TIME.exec(file);
  if (!match) return {};
  const [, hour, minute, second, zone = "Z"] = match;
  const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  return { takenAt: new Date(`${hour}:${minute}:${second}${offset}`).toISOString() };
}

/** What the dump's own envelope does not say is taken from the first copy that does. */
function mergeEnvelopes(own: Envelope, copies: readonly Dump[]): Envelope {
  const others = copies.map(({ envelope }) => envelope).reverse();
  const fields = Object.assign({}, ...others.map((other) => other.fields), own.fields);
  return Object.assign({}, ...others, own, { fields });
}
