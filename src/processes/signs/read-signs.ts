import type { Sign } from "../../model/process.ts";
import type { EvidenceFile } from "../find-tables.ts";
import { readGdb } from "./gdb.ts";
import { type SignRule, signRules } from "./rules.ts";
import { timeOf } from "./time-of.ts";

/** Words of which every line that a rule reads has at least one: most lines of a log need no more than this look. */
const worthALook =
  /PLEG is|DeadlineExceeded|deadline exceeded|exit event|Operation not supported|_test_|-test-|imed out|imeout|DBus\.Error|Reexecuting|blocked for|not responding|libceph|ceph: mds|rror|unregister_netdevice|soft lockup|freezer\.state|cgroup\.|systemd[ -]\d|: Started |runc version/;
const shownLength = 200;

/** Lines of logs and of tools that the rules know; those of one rule are counted together, see SignRule.apart. In order of their first lines. */
export function readSigns(file: EvidenceFile): readonly Sign[] {
  const signs = new Map<string, Sign>();
  for (const [index, line] of file.lines.entries()) {
    if (!worthALook.test(line)) continue;
    const found = matchOf(line);
    if (found === undefined) continue;
    const { rule, values } = found;
    const key = `${rule.name} ${rule.apart === undefined ? "" : values[rule.apart]}`;
    const at = timeOf(line);
    const before = signs.get(key);
    const last = { line: file.numberOf(index), ...(at === undefined ? {} : { at }) };
    if (before !== undefined) signs.set(key, { ...before, count: before.count + 1, last });
    else {
      const text = line.trim().slice(0, shownLength);
      signs.set(key, { rule: rule.name, text, values, count: 1, file: file.name, ...last, last });
    }
  }
  return [...signs.values(), ...readGdb(file)].sort((a, b) => a.line - b.line);
}

function matchOf(line: string): { rule: SignRule; values: Record<string, string> } | undefined {
  for (const rule of signRules) {
    const match = rule.pattern.exec(line);
    if (match === null) continue;
    const values = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
    return { rule, values: Object.fromEntries(values) };
  }
  return undefined;
}
