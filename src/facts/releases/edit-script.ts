import type { NumberReader } from "./varint.ts";

/** Longer lists are not compared number by number: time and memory grow with the product of their lengths. */
const MOST_COMPARED = 4_000_000;

/**
 * How one list of numbers becomes another: count of steps; each: how many stay, how many go, how many come, and those. What is behind the
 * last step stays.
 */
export function editScript(from: readonly number[], to: readonly number[]): number[] {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  const steps = stepsBetween(from.slice(head, from.length - tail), to.slice(head, to.length - tail));
  const [first] = steps;
  if (first) first.stay += head;
  return [steps.length, ...steps.flatMap(({ stay, go, come }) => [stay, go, come.length, ...come])];
}

/** A list after the changes that `editScript` wrote; of damaged ones as many as make sense. */
export function applyScript(from: readonly number[], script: NumberReader): number[] {
  const to: number[] = [];
  let at = 0;
  script.list(() => {
    const stay = script.next();
    for (const number of from.slice(at, at + stay)) to.push(number);
    at += stay + script.next();
    to.push(...script.list(() => script.next()));
  });
  for (const number of from.slice(at)) to.push(number);
  return to;
}

interface Step {
  stay: number;
  go: number;
  readonly come: number[];
}

function stepsBetween(from: readonly number[], to: readonly number[]): Step[] {
  if (from.length === 0 && to.length === 0) return [];
  if (from.length * to.length > MOST_COMPARED) return [{ stay: 0, go: from.length, come: [...to] }];
  const common = commonLengths(from, to);
  const steps: Step[] = [];
  let step: Step = { stay: 0, go: 0, come: [] };
  let [left, right] = [0, 0];
  while (left < from.length || right < to.length) {
    if (left < from.length && right < to.length && from[left] === to[right]) {
      if (step.go > 0 || step.come.length > 0) {
        steps.push(step);
        step = { stay: 0, go: 0, come: [] };
      }
      step.stay++;
      left++;
      right++;
    } else if (right === to.length || (left < from.length && common(left + 1, right) >= common(left, right + 1))) {
      step.go++;
      left++;
    } else {
      step.come.push(to[right++] ?? 0);
    }
  }
  steps.push(step);
  return steps;
}

/** Length of the longest common subsequence of what is behind two places. */
function commonLengths(from: readonly number[], to: readonly number[]): (left: number, right: number) => number {
  const width = to.length + 1;
  const lengths = new Uint16Array((from.length + 1) * width);
  const at = (left: number, right: number) => lengths[left * width + right] ?? 0;
  for (let left = from.length - 1; left >= 0; left--) {
    for (let right = to.length - 1; right >= 0; right--) {
      const same = from[left] === to[right];
      lengths[left * width + right] = same
        ? at(left + 1, right + 1) + 1
        : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  return at;
}
