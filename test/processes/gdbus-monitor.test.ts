import { expect, test } from "vitest";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { fixture, reconstructed } from "./fixture.ts";

// Printed by gdbus of GLib 2.74 beside a dbus-daemon 1.14; the service was ended and started once.
const monitor = () => fixture("gdbus-monitor.txt");

test("the last owner of the name is told; that no signal came tells nothing, because the lines have no times", () => {
  const { bus, signs, recognised } = readProcessEvidence([monitor()]);
  expect(bus).toEqual([{ name: "org.freedesktop.systemd1", connection: ":1.10", file: "gdbus-monitor.txt", line: 4 }]);
  expect(signs).toEqual([]);
  expect(recognised).toEqual(["gdbus-monitor.txt"]);
});

test("signals of another name say nothing of systemd", () => {
  const { bus, signs } = readProcessEvidence([fixture("gdbus-monitor-bus.txt")]);
  expect(bus.map(({ name }) => name)).toEqual(["org.freedesktop.DBus"]);
  expect(signs).toEqual([]);
});

test("signals of systemd say that it is not mute (reconstructed: the lines of another service with its name)", () => {
  const text = new TextDecoder().decode(fixture("gdbus-monitor-bus.txt").bytes);
  const renamed = text.replaceAll("owned by org.freedesktop.DBus", "owned by org.freedesktop.systemd1");
  const { signs } = readProcessEvidence([reconstructed("gdbus.txt", renamed)]);
  expect(signs).toMatchObject([{ rule: "systemd-sends", values: { answers: "7" }, line: 3, last: { line: 9 } }]);
});

test("what gdbus prints when a call is not answered", () => {
  const { signs } = readProcessEvidence([reconstructed("call.txt", "Error: Timeout was reached\n")]);
  expect(signs?.map(({ rule }) => rule)).toEqual(["bus-call-timeout"]);
});
