import { expect, test } from "vitest";
import { diagnose } from "../../src/query/diagnose.ts";
import { filesOf } from "../samples/truth.ts";

test("one goroutine past a line is not named as the owner of two locks that are taken there", async () => {
  const dockerd = filesOf("docker-20.10.24-two-verbs", ["dockerd.log"]);
  const { locks } = await diagnose(dockerd, { catalogue: false });
  const states = locks.filter(({ addressIs }) => addressIs === "exact");
  expect(states).toHaveLength(2);
  for (const { owner } of states) {
    expect(owner.verdict).toBe("ambiguous");
    expect(owner.confidence).toBeLessThan(0.5);
    expect(owner.candidates).toHaveLength(1);
  }
});
