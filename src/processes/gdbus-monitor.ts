import type { BusName, Sign } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";

const systemd = "org.freedesktop.systemd1";
/** "Monitoring signals from all objects owned by org.freedesktop.systemd1", with -o "Monitoring signals on object /x owned by …". [glib gio/gdbus-tool.c] */
const header = /^Monitoring signals (?:from all objects|on object \S+) owned by (\S+)$/;
/** "The name org.freedesktop.systemd1 is owned by :1.0"; while nobody has it "… does not have an owner". */
const owner = /^The name (\S+) (?:is owned by (:\S+|org\.freedesktop\.DBus)|does not have an owner)$/;
/** "/org/freedesktop/DBus: org.freedesktop.DBus.NameOwnerChanged (':1.4', '', ':1.4')" */
const signal = /^\/\S*: [\w.-]+\.\w+ \(.*\)$/;

/**
 * Reads what `gdbus monitor --dest NAME` printed: who owns the name, and the signals that it sends. The lines have no times: a service that sends
 * nothing may have been watched for a moment. Undefined when the file holds no such output.
 */
export function readGdbusMonitor(
  file: EvidenceFile,
): { names: readonly BusName[]; signs: readonly Sign[] } | undefined {
  const found = file.lines.flatMap((line, index) => {
    const name = header.exec(line)?.[1];
    return name === undefined ? [] : [ofMonitor(file, name, index)];
  });
  if (found.length === 0) return undefined;
  return { names: found.flatMap(({ names }) => names), signs: found.flatMap(({ signs }) => signs) };
}

function ofMonitor(file: EvidenceFile, name: string, start: number): { names: BusName[]; signs: Sign[] } {
  let owned: BusName | undefined;
  const signals: number[] = [];
  for (let index = start + 1; index < file.lines.length; index++) {
    const line = file.lines[index] ?? "";
    if (header.test(line)) break;
    const told = owner.exec(line);
    // The last owner counts.
    if (told)
      owned = {
        name,
        ...(told[2] !== undefined && { connection: told[2] }),
        file: file.name,
        line: file.numberOf(index),
      };
    else if (signal.test(line)) signals.push(file.numberOf(index));
  }
  const [first, last] = [signals[0], signals.at(-1)];
  const isNews = name === systemd && first !== undefined && last !== undefined;
  return { names: owned ? [owned] : [], signs: isNews ? [sends(file.name, signals.length, first, last)] : [] };
}

function sends(file: string, count: number, line: number, last: number): Sign {
  const values = { answers: String(count) };
  return { rule: "systemd-sends", text: `${count} signals`, values, count: 1, file, line, last: { line: last } };
}
