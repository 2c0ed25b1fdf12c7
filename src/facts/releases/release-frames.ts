import type { StackFrame } from "../../model/dump.ts";
import type { LockClass } from "../fact.ts";
import type { FrameReader, FrameReading, LockEffect } from "../frame-reading.ts";
import { lastOf } from "../source/file-index.ts";
import { placeAt } from "./file-places.ts";
import type { KnownFunction } from "./known-files.ts";
import { commonEffects, placeInRelease, type ReleasePlace } from "./place-in-release.ts";
import type { ReadPoint } from "./read-function.ts";
import type { ReleaseCatalogue } from "./release-catalogue.ts";

/** Finds frames in the facts of one release: by line where the lines fit, by function and callee where they do not. */
export class ReleaseFrames implements FrameReader<FrameReading> {
  readonly #catalogue: ReleaseCatalogue;
  readonly #release: number;
  readonly #title: string;

  constructor(catalogue: ReleaseCatalogue, release: number) {
    this.#catalogue = catalogue;
    this.#release = release;
    this.#title = `${catalogue.program} ${catalogue.releases[release]}`;
  }

  find(frame: StackFrame, inner: StackFrame | undefined): FrameReading | undefined {
    const known = this.#catalogue.candidates(frame);
    if (known.length === 0 || !frame.location) return undefined;
    const place = placeInRelease(known, this.#release, frame, inner);
    if (place.agreement === "no" || place.agreement === "unknown") return this.#byCallee(known, frame, inner);
    const given = place.body?.given ?? [];
    return this.#reading(frame, place.points, given, place.base);
  }

  /** The function stands elsewhere or calls this on another line: what it holds at all calls of that name it holds here. */
  #byCallee(
    known: readonly KnownFunction[],
    { func, location }: StackFrame,
    inner: StackFrame | undefined,
  ): FrameReading | undefined {
    if (inner?.func.closure !== "" || func.closure !== "" || !location) return undefined;
    const release = this.#release;
    const found = known.find(({ runs }) => placeAt(runs, release) !== undefined);
    const here = found && placeAt(found.runs, release);
    const body = found?.variants[here?.variant ?? -1]?.[0];
    const points = body?.depth === 0 ? body.points.filter(({ callee }) => callee === inner.func.name) : [];
    const effects = commonEffects(points).filter(({ certain, sign }) => certain && sign > 0);
    if (effects.length === 0) return undefined;
    const base = here?.line ?? 0;
    const read = this.#reading({ func, location, inlined: false }, points, [], base);
    // Lines as they are in the release, not in the dump.
    return {
      ...read,
      effects: effects.map((effect) => ({ ...effect, line: effect.line + base })),
      line: (points[0]?.line ?? 0) + base,
      loose: true,
    };
  }

  #reading(
    { location }: StackFrame,
    points: readonly ReadPoint[],
    given: readonly LockEffect[],
    base: number,
  ): FrameReading {
    const absolute = (effect: LockEffect): LockEffect => ({ ...effect, line: effect.line + base });
    const asked = () => {
      const classes = new Set(points.map((point) => point.asked?.class));
      return classes.size === 1 ? [...classes][0] : undefined;
    };
    return {
      effects: commonEffects(points).map(absolute),
      given: given.map(absolute),
      line: location?.line ?? 0,
      file: `${lastOf(location?.file ?? "")} (${this.#title})`,
      condition: asked,
      once: asked,
    };
  }

  classAt(site: StackFrame, kind: LockClass["kind"] | "unknown"): string | undefined {
    const place = placeInRelease(this.#catalogue.candidates(site), this.#release, site, undefined);
    const classes = new Set(
      askingPoints(place, site)
        .filter(({ asked }) => kind === "unknown" || asked?.kind === undefined || asked.kind === kind)
        .map(({ asked }) => asked?.class),
    );
    const [only] = classes;
    return classes.size === 1 ? only : undefined;
  }
}

function askingPoints({ body, base }: ReleasePlace, { location }: StackFrame): readonly ReadPoint[] {
  const line = (location?.line ?? 0) - base;
  return body?.points.filter((point) => point.line === line && point.asked !== undefined) ?? [];
}
