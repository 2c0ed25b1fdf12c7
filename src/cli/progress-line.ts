import type { OnProgress, Progress } from "../model/progress.ts";
import type { Output } from "./output.ts";

/** Who waits for less needs no account of it. In milliseconds, as all times here. */
const patience = 1000;
/** A line that changes more often cannot be read. */
const least = 100;
/** With less of a stage done nothing can be said about its end. */
const enough = 0.05;

/** The line of a terminal that tells how far a long run is. */
export interface ProgressLine {
  readonly report: OnProgress;
  /** Takes the line away: whatever is written next stands alone. */
  clear(): void;
}

/**
 * Tells the progress in one line of the terminal, from the first second on. The cursor waits at the start of the line: after Ctrl-C, which
 * ends the process at once, the shell goes on there.
 *
 * @param now milliseconds since the start of the process.
 */
export function progressLine(
  terminal: Output,
  width: number,
  now: () => number = () => performance.now(),
): ProgressLine {
  let shown: number | undefined;
  let stage: Progress["stage"] | undefined;
  let began = 0;
  return {
    report: (progress) => {
      const time = now();
      const isNew = progress.stage !== stage;
      if (isNew) began = time;
      stage = progress.stage;
      if (time < patience || (!isNew && shown !== undefined && time - shown < least)) return;
      shown = time;
      terminal.write(`\r\x1b[K${progressText(progress, time - began).slice(0, width - 1)}\r`);
    },
    clear: () => {
      if (shown !== undefined) terminal.write("\r\x1b[K");
      shown = undefined;
    },
  };
}

/** "parsing 34 of 2,048 MB, 12,000 goroutines, about 8 s left". @param spent milliseconds that the stage has taken until now. */
export function progressText({ stage, done, total, goroutines }: Progress, spent: number): string {
  const inBytes = stage === "reading" || stage === "parsing";
  const number = inBytes ? megabytes : grouped;
  const amounts = [...(done > 0 || total === undefined ? [done] : []), ...(total === undefined ? [] : [total])];
  const amount = `${stage} ${amounts.map(number).join(" of ")} ${inBytes ? "MB" : "goroutines"}`;
  const found = inBytes && goroutines > 0 ? [`${grouped(goroutines)} goroutines`] : [];
  const part = total === undefined || total === 0 ? 0 : done / total;
  const seconds = Math.round((spent * (1 - part)) / part / 1000);
  const left = part >= enough && seconds > 0 ? [`about ${seconds} s left`] : [];
  return [amount, ...found, ...left].join(", ");
}

/** "0.3", "2,048" */
function megabytes(bytes: number): string {
  return bytes < 1e7 ? (bytes / 1e6).toFixed(1) : grouped(Math.round(bytes / 1e6));
}

/** "24,050" */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
