import type { ContendedLock, Diagnosis } from "../../src/model/diagnosis.ts";
import type { TrueLock } from "./archive.ts";

/** What a diagnosis said of one lock, beside what is true. */
export interface Outcome {
  readonly verdict: ContendedLock["owner"]["verdict"] | "missing";
  readonly confidence: number;
  /** The right verdict, and whom it names first holds the lock. */
  readonly right: boolean;
  /** Says something false: names a goroutine that does not hold it, or "abandoned" of a lock that is held. */
  readonly wrong: boolean;
  /** One who holds it is among the candidates, or a right "abandoned". */
  readonly among: boolean;
  readonly candidates: number;
}

const NAMING = new Set(["owner", "self", "readers"]);

export function outcomeOf(diagnosis: Diagnosis, truth: TrueLock): Outcome {
  const lock = lockOf(diagnosis, truth);
  if (!lock) return { verdict: "missing", confidence: 0, right: false, wrong: false, among: false, candidates: 0 };
  const { verdict, confidence, goroutines, candidates } = lock.owner;
  const holds = ({ goroutine }: { readonly goroutine: number }) => truth.holders[goroutine] !== undefined;
  const abandoned = Object.keys(truth.holders).length === 0;
  const named = NAMING.has(verdict);
  const right = abandoned
    ? verdict === "abandoned"
    : named && goroutines.every(holds) && kindFits(verdict, goroutines, truth);
  return {
    verdict,
    confidence,
    right,
    wrong: !right && (named || verdict === "abandoned"),
    among: right || candidates.some(holds),
    candidates: candidates.length,
  };
}

/** The lock that most of the true waiters are said to wait for. */
function lockOf({ locks }: Diagnosis, { waiters }: TrueLock): ContendedLock | undefined {
  const counted = locks.map((lock) => ({
    lock,
    count: lock.waiters.filter(({ goroutine }) => waiters[goroutine] !== undefined).length,
  }));
  const best = counted.reduce<(typeof counted)[number] | undefined>(
    (most, one) => (one.count > (most?.count ?? 0) ? one : most),
    undefined,
  );
  return best?.lock;
}

function kindFits(verdict: string, goroutines: readonly { readonly goroutine: number }[], truth: TrueLock): boolean {
  const [first] = goroutines;
  if (!first) return false;
  if (verdict === "self") return truth.waiters[first.goroutine] !== undefined;
  return truth.holders[first.goroutine] === "r"
    ? verdict === "readers"
    : verdict === "owner" && truth.waiters[first.goroutine] === undefined;
}

/** The figures of many outcomes. Shares are of all locks, from 0 to 1. */
export interface Figures {
  readonly locks: number;
  readonly first: number;
  readonly firstOrThree: number;
  readonly among: number;
  readonly wrong80: number;
  readonly wrong95: number;
  /** No name: ambiguous, unknown or missing. */
  readonly open: number;
  readonly calibrationError: number;
  /** Nine of ten samples drawn from the same locks lie between these. */
  readonly calibrationInterval: readonly [number, number];
}

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const share = (of: (outcome: Outcome) => boolean) => outcomes.filter(of).length / outcomes.length;
  return {
    locks: outcomes.length,
    first: share(({ right }) => right),
    firstOrThree: share(
      ({ right, among, verdict, candidates }) => right || (among && verdict === "ambiguous" && candidates <= 3),
    ),
    among: share(({ among }) => among),
    wrong80: share(({ wrong, confidence }) => wrong && confidence >= 0.8),
    wrong95: share(({ wrong, confidence }) => wrong && confidence >= 0.95),
    open: share(({ verdict }) => verdict === "ambiguous" || verdict === "unknown" || verdict === "missing"),
    calibrationError: calibrationError(outcomes),
    calibrationInterval: interval(outcomes),
  };
}

const BINS = 10;

/** Expected calibration error: how far confidences are from how often they were right, over ten bins, by the number in each. */
function calibrationError(outcomes: readonly Outcome[]): number {
  const said = outcomes.filter(({ confidence }) => confidence > 0);
  const bins = Array.from({ length: BINS }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const { confidence, right, among, verdict } of said) {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
    if (!bin) continue;
    bin.count++;
    bin.confidence += confidence;
    if (right || (verdict === "ambiguous" && among)) bin.right++;
  }
  return bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / Math.max(1, said.length);
}

const SAMPLES = 200;

function interval(outcomes: readonly Outcome[]): [number, number] {
  // A fixed sequence, so that the same set gives the same interval.
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
  const errors = Array.from({ length: SAMPLES }, () =>
    calibrationError(outcomes.map((_, __, all) => all[Math.floor(next() * all.length)] as Outcome)),
  ).sort((a, b) => a - b);
  return [errors[Math.floor(SAMPLES * 0.05)] ?? 0, errors[Math.ceil(SAMPLES * 0.95) - 1] ?? 0];
}
