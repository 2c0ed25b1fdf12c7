import type { Profile } from "pprof-format";
import type { DumpText } from "../../read/dump-text.ts";
import { encode } from "../../read/utf8.ts";

/** `Envelope.format` of a profile as protobuf, which is read as the text of the same profile. */
export const PROTOBUF = "pprof";

/** What a profile's first sample type is when it is one of goroutines. */
const GOROUTINES: readonly string[] = ["goroutine", "goroutineleak"];
/** A profile.proto begins with a ValueType (its first sample type, field 1, or Go's period type, field 11), and that with its name's number. */
const FIRST_FIELDS: readonly (number | undefined)[] = [0x0a, 0x5a];
const NAME_FIELD = 0x08;
const LONGEST_TYPE = 24;

/** The bytes begin as a protobuf profile does. Other files may do so as well. */
function looksLikeProfile(bytes: Uint8Array): boolean {
  return FIRST_FIELDS.includes(bytes[0]) && (bytes[1] as number) <= LONGEST_TYPE && bytes[2] === NAME_FIELD;
}

/**
 * A protobuf profile of goroutines as the text that debug=1 prints of the same goroutines; undefined when the bytes are none. The library
 * that decodes it is loaded when it is needed.
 */
export async function profileText(bytes: Uint8Array, file: string): Promise<DumpText | undefined> {
  if (!looksLikeProfile(bytes)) return undefined;
  const { Profile } = await import("pprof-format");
  try {
    const text = printProfile(Profile.decode(bytes));
    if (text === undefined) return undefined;
    const envelope = { format: PROTOBUF, fields: {} };
    // Binary: there are no lines in the file, only in this text.
    return { file, bytes: encode(text), line: 1, escaped: true, closed: false, cut: false, envelope };
  } catch {
    // Another kind of file, or a damaged one.
    return undefined;
  }
}

function printProfile(profile: Profile): string | undefined {
  const string = (index: number | bigint) => profile.stringTable.strings[Number(index)] ?? "";
  const type = string(profile.sampleType[0]?.type ?? 0);
  if (!GOROUTINES.includes(type)) return undefined;
  const functions = new Map(profile.function.map((entry) => [Number(entry.id), entry]));
  const locations = new Map(profile.location.map((entry) => [Number(entry.id), entry]));
  const total = profile.sample.reduce((sum, { value }) => sum + Number(value[0] ?? 0), 0);
  const buckets = profile.sample.map(({ value, label, locationId }) => {
    const places = locationId.flatMap((id) => locations.get(Number(id)) ?? []);
    const pcs = places.map(({ address }) => ` 0x${BigInt(address).toString(16)}`);
    const labels = label.map(({ key, str }) => `${JSON.stringify(string(key))}:${JSON.stringify(string(str))}`);
    const frames = places.flatMap(({ address, line }) =>
      line.map(({ functionId, line }) => {
        const found = functions.get(Number(functionId));
        const name = found ? string(found.name) : "";
        // What lies between a function's entry and the place is not in the profile: the text has it, this one leaves it out.
        return `#\t0x${BigInt(address).toString(16)}\t${name}\t${found ? string(found.filename) : ""}:${line}`;
      }),
    );
    return [
      `${value[0]} @${pcs.join("")}`,
      ...(labels.length > 0 ? [`# labels: {${labels.join(", ")}}`] : []),
      ...frames,
    ];
  });
  return [`${type} profile: total ${total}`, ...buckets.flatMap((lines) => [...lines, ""])].join("\n");
}
