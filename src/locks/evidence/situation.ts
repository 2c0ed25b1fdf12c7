import { waitOf } from "../../waits/wait-of.ts";
import { makeClue } from "../clue.ts";
import type { EvidenceRule } from "../scene.ts";

/** A goroutine may wait this much longer in its header than it really does relative to another: ages start at garbage collections. */
const AGE_SLACK_MINUTES = 4;

/** What the goroutine does now: holders of contended locks are blocked in something, idle workers hold nothing. */
export const situation: EvidenceRule = (scene, { goroutine, held }) => {
  const wait = waitOf(goroutine);
  if (wait.idle !== undefined) {
    // Nobody who has nothing to do holds a lock meanwhile: where the source says so, it only looks idle.
    const holds = held.some((hold) => hold.class === scene.draft.class?.name && !hold.may);
    if (wait.idlePresumed || holds) {
      return makeClue("idlePresumed", {
        rule: "looks-idle",
        text: () => `looks like a worker that has nothing to do (${wait.idle})`,
      });
    }
    return makeClue("idle", {
      rule: "idle-by-design",
      text: () => `waits because it has nothing to do (${wait.idle})`,
    });
  }
  if (wait.kind === "running") {
    if (goroutine.state !== "running") return undefined;
    return makeClue("running", { rule: "running", text: () => "was running when the dump was taken" });
  }
  return makeClue("blocked", {
    rule: "blocked",
    text: () => `is itself blocked [${goroutine.state || "no state printed"}]`,
  });
};

/** Ages, when headers print them: never a proof. Within one process their order is that of the waits, up to the time between two collections. */
export const age: EvidenceRule = (scene, { goroutine }) => {
  const { oldest } = scene;
  if (oldest === undefined || goroutine.minutes === undefined) return undefined;
  if (goroutine.minutes >= oldest) {
    return makeClue("olderThanWaiters", {
      rule: "older-than-waiters",
      text: () => `waits for about ${goroutine.minutes} minutes, the oldest waiter for ${oldest}`,
    });
  }
  if (goroutine.minutes + AGE_SLACK_MINUTES >= oldest) return undefined;
  return makeClue("youngerThanWaiters", {
    rule: "younger-than-waiters",
    text: () => `waits for ${goroutine.minutes} minutes only, the oldest waiter for ${oldest}`,
  });
};
