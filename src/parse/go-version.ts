import { GO_FEATURES, type GoFeature } from "./go-features.ts";

/** The first and the last minor version of Go 1 whose dumps this library knows. */
const OLDEST = 3;
const NEWEST = 27;

export interface GoVersions {
  /** An npm semver range: ">=1.20 <1.23". */
  readonly range: string;
  /** No version prints everything that was seen: the range is of those that print most of it. */
  readonly contradictory: boolean;
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * The versions of Go that can have printed these goroutines, as far as their text tells.
 *
 * @param texts Texts of goroutines; further ones with the same stack tell nothing new.
 * @param oldest The first minor version of Go 1 that can have printed them, as far as their form tells.
 */
export function goVersions(texts: Iterable<string>, oldest?: number): GoVersions | undefined {
  const seen = new Map<string, Bounds>();
  if (oldest !== undefined) seen.set("form", { from: oldest, to: Number.POSITIVE_INFINITY });
  for (const text of texts) {
    const own = text.split(/^\[originating from/m, 1)[0] ?? "";
    for (const feature of GO_FEATURES) {
      if (seen.has(feature.name) && feature.from === undefined && feature.to === undefined) continue;
      const bounds = boundsOf(feature, own);
      if (bounds) seen.set(feature.name, bounds);
    }
  }
  return seen.size === 0 ? undefined : agree([...seen.values()]);
}

function boundsOf({ pattern, from, to }: GoFeature, text: string): Bounds | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const minor = match.groups?.["minor"];
  if (minor !== undefined) return { from: Number(minor), to: Number(minor) };
  return { from: from ?? OLDEST, to: to ?? Number.POSITIVE_INFINITY };
}

/** The versions that print most of what was seen; all of it, unless dumps or texts are mixed. */
function agree(bounds: readonly Bounds[]): GoVersions {
  const newest = Math.max(NEWEST, ...bounds.map(({ from }) => from));
  const minors = Array.from({ length: newest - OLDEST + 1 }, (_, at) => OLDEST + at);
  const counts = minors.map((minor) => bounds.filter(({ from, to }) => from <= minor && minor <= to).length);
  const most = Math.max(...counts);
  const first = OLDEST + counts.indexOf(most);
  const last = OLDEST + counts.lastIndexOf(most);
  const range = last === newest ? `>=1.${first}` : `>=1.${first} <1.${last + 1}`;
  return { range, contradictory: most < bounds.length };
}
