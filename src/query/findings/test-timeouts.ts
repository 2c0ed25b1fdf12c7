import type { StackGraph } from "../../graph/types.ts";
import { place } from "../../locks/evidence/place.ts";
import type { Finding } from "../../model/diagnosis.ts";
import type { Goroutine } from "../../model/dump.ts";
import { waitOf } from "../../waits/wait-of.ts";
import { awaitsTests, testFrame, timedOutAfter } from "../test-run.ts";
import { waitText } from "../wait-text.ts";
import { makeFinding } from "./make-finding.ts";

/** How many tests a sentence names. */
const SHOWN = 3;

/** Test runs that took longer than they were allowed to: which tests had not ended, and what each was doing. */
export function testTimeouts(graph: StackGraph): Finding[] {
  return graph.getAttribute("dumps").flatMap(({ name, dump, later }) => {
    const limit = timedOutAfter(dump);
    if (limit === undefined || later !== undefined) return [];
    const running = [...dump.goroutines].filter(
      (goroutine) => goroutine.id !== undefined && testFrame(goroutine) !== undefined && !awaitsTests(goroutine),
    );
    const [first] = running;
    if (!first) return [];
    const more = running.length - SHOWN;
    const tests = running.slice(0, SHOWN).map(doing).join("; ");
    return [
      makeFinding("test-timed-out", {
        text: `The test run was ended after ${limit}. Not done: ${tests}${more > 0 ? `; and ${more} more tests` : ""}.`,
        goroutines: running.map(({ id }) => ({ dump: name, goroutine: id as number })),
        fill: { test: testName(first) },
      }),
    ];
  });
}

function doing(goroutine: Goroutine): string {
  const wait = waitOf(goroutine);
  return `${place(goroutine, testFrame(goroutine) as number)}, where goroutine ${goroutine.id} ${waitText(wait, goroutine)}`;
}

/** "TestStop", of "svc.TestStop" and of a subtest's "svc.TestStop.func1". */
function testName({ stack }: Goroutine): string {
  return stack.frames[stack.frames.length - 2]?.func.name ?? "";
}
