import type { BusName, Sign } from "../model/process.ts";
import type { BusMonitoring } from "./bus-monitor.ts";

const systemd = "org.freedesktop.systemd1";
/** A monitor must have run for so long before its silence means something. */
const enoughSeconds = 5;

/** What monitors of the bus say about systemd: it answers, or it only receives. */
export function monitorSigns(monitors: readonly BusMonitoring[], bus: readonly BusName[]): Sign[] {
  return monitors.flatMap(({ sent, received, messages, seconds, calls, file }): Sign[] => {
    const owner = bus.find(({ name }) => name === systemd)?.connection;
    const names = [systemd, ...(owner === undefined ? [] : [owner])];
    const answers = sum(sent, names);
    const requests = sum(received, names);
    const values = {
      answers: String(answers),
      requests: String(requests),
      messages: String(messages),
      seconds: String(Math.floor(seconds ?? 0)),
    };
    const line = calls[0]?.line ?? 1;
    const base = { text: `${messages} messages`, values, count: 1, file, line, last: { line } };
    // Without a list of names nobody knows under which connection systemd sends.
    if (answers > 0) return [{ rule: "systemd-sends", ...base }];
    if (owner === undefined || requests === 0 || (seconds ?? 0) < enoughSeconds) return [];
    return [{ rule: "systemd-silent", ...base }];
  });
}

function sum(counts: ReadonlyMap<string, number>, names: readonly string[]): number {
  return names.reduce((total, name) => total + (counts.get(name) ?? 0), 0);
}
