import { describe, expect, test } from "vitest";
import { IDLE_RULES, matchIdle, NOT_IDLE, SHAPE_RULES } from "../../src/waits/idle/idle-of.ts";
import { RUNNERS } from "../../src/waits/idle/runners.ts";
import { waitOfStack } from "../../src/waits/wait-of.ts";
import { stackOf } from "./reconstruct.ts";

describe("every idle rule", () => {
  test.each(IDLE_RULES.filter((rule) => rule.example.path !== "").map((rule) => [rule.name, rule] as const))(
    "%s matches its example, and no earlier rule does",
    (name, rule) => {
      const wait = waitOfStack(rule.example.state, stackOf(rule.example.path));
      expect(IDLE_RULES.find((candidate) => matchIdle(candidate, wait, rule.example.path))).toBe(rule);
      expect(wait.idle).toBe(name);
      expect(wait.idlePresumed).toBe(rule.presumed);
    },
  );

  test.each(SHAPE_RULES.map((rule) => [rule.name, rule] as const))("shape %s holds for its example", (name, rule) => {
    expect(waitOfStack(rule.example.state, stackOf(rule.example.path))).toMatchObject({
      idle: name,
      idlePresumed: true,
    });
  });

  test.each(RUNNERS.map((rule) => [rule.name, rule] as const))(
    "runner %s: what it calls is a worker",
    (_name, rule) => {
      const worker = "example.com/a.(*Pool).next";
      expect(RUNNERS.filter(({ symbol }) => symbol.test(rule.example.replace(/(?:\.func\d+)+$/, "")))).toEqual([rule]);
      expect(waitOfStack("chan receive", stackOf(`${worker} < ${rule.example}`)).idle).toBe("worker-loop");
      const deeper = `${worker} < example.com/a.(*Pool).take < example.com/a.(*Pool).fill < ${rule.example}`;
      expect(waitOfStack("chan receive", stackOf(deeper)).idle).toBeUndefined();
    },
  );

  test.each(NOT_IDLE.map((rule) => [rule.name, rule] as const))("exception %s", (_name, rule) => {
    expect(rule.example).toMatch(rule.path);
    for (const state of ["select", "chan receive", "IO wait"])
      expect(waitOfStack(state, stackOf(rule.example)).idle).toBeUndefined();
  });
});

describe("never idle", () => {
  test.each([
    [
      "a waiter for a lock in a worker",
      "semacquire",
      "sync.runtime_SemacquireMutex < sync.(*Mutex).lockSlow < sync.(*Mutex).Lock < example.com/a.(*Pool).worker",
    ],
    ["a sender", "chan send", "example.com/a.(*Pool).worker"],
    ["a receiver on a nil channel", "chan receive (nil chan)", "example.com/a.(*Pool).worker"],
    [
      "a writer",
      "IO wait",
      "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*FD).Write < net.(*netFD).Write < net.(*conn).Write < example.com/a.(*Conn).writer",
    ],
    [
      "a request handler",
      "select",
      "example.com/a.(*API).get < net/http.HandlerFunc.ServeHTTP < net/http.serverHandler.ServeHTTP < net/http.(*conn).serve",
    ],
    [
      "a request of a worker",
      "select",
      "net/http.(*persistConn).roundTrip < net/http.(*Transport).roundTrip < net/http.send < net/http.(*Client).do < example.com/a.(*Pool).worker",
    ],
    [
      "a worker without a database connection",
      "select",
      "database/sql.(*DB).conn < database/sql.(*DB).query < database/sql.(*DB).Query < example.com/a.(*Pool).worker",
    ],
    [
      "the function of a Once",
      "select (no cases)",
      "example.com/a.load.func1 < sync.(*Once).doSlow < sync.(*Once).Do < example.com/a.load",
    ],
    ["a goroutine of the program itself", "chan receive", "main.holder"],
    ["a worker that waits for a reply", "select", "example.com/a.(*Client).call < example.com/a.(*Pool).worker"],
    ["a goroutine that waits for a child", "chan receive", "os/exec.(*Cmd).Wait < example.com/a.(*Pool).worker"],
  ])("%s", (_name, state, path) => {
    expect(waitOfStack(state, stackOf(path)).idle).toBeUndefined();
  });
});
