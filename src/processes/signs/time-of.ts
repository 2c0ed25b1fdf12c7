const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** One way in which the beginning of a line states when it was written. */
interface StampRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly example: string;
}

/** Groups: year, month, day, time, zone. */
export const stampRules: readonly StampRule[] = [
  {
    name: "iso",
    pattern:
      /\b(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<time>\d\d:\d\d:\d\d)(?:[.,]\d+)?(?: ?(?<zone>Z|UTC|[+-]\d\d:?\d\d)\b)?/,
    example: "2018-12-04T08:14:27.123456789Z",
  },
  {
    name: "date",
    pattern: /\b[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?<time>\d\d:\d\d:\d\d) (?<year>\d{4})/,
    example: "[Mon Nov 23 21:07:09 2026] INFO: task",
  },
  {
    name: "syslog",
    pattern: /^(?:<\d+>)?(?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?<time>\d\d:\d\d:\d\d)(?:\.\d+)? /,
    example: "Nov 23 21:07:09 node1 systemd[1]: Reexecuting.",
  },
  {
    name: "klog",
    pattern: /(?:^|[\s"])[IWEF](?<month>\d\d)(?<day>\d\d) (?<time>\d\d:\d\d:\d\d)\.\d{6}\s/,
    example: 'E1123 21:07:09.123456    2911 kubelet.go:2014] "Skipping pod synchronization"',
  },
];

/** A line's stamp stands at its beginning, or behind a prefix that a collector of logs put there. */
const searched = 200;

/**
 * When a line was written: "2018-12-04T08:14:27Z"; without a zone when it states none; "--12-04T08:14:27" when it does not state the year.
 * Undefined when it has no stamp of a known form.
 */
export function timeOf(line: string): string | undefined {
  for (const { pattern } of stampRules) {
    const groups = pattern.exec(line.slice(0, searched))?.groups;
    if (groups === undefined) continue;
    const { year = "-", month = "", day = "", time = "", zone = "" } = groups;
    const number = /^\d+$/.test(month) ? Number(month) : months.indexOf(month) + 1;
    if (number < 1 || number > 12) continue;
    const date = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
    return `${date}T${time}${zone === "UTC" ? "Z" : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`;
  }
  return undefined;
}
