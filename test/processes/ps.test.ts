import { describe, expect, it } from "vitest";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { fixture, reconstructed } from "./fixture.ts";

/** The same processes were listed in every layout: a zombie (6), a stopped one (7), one that waits for a fifo (9). */
const layouts = [
  ...[
    "aux.txt",
    "axjf.txt",
    "collected.txt",
    "comm-etime-args.txt",
    "comm-first.txt",
    "ef.txt",
    "el.txt",
    "etimes.txt",
  ],
  ...["forest.txt", "start.txt", "threads.txt", "top.txt"],
];

describe("layouts of ps", () => {
  it.each(layouts)("reads every process of %s once", (name) => {
    const { processes, diagnostics, recognised } = readProcessEvidence([fixture(`ps/${name}`)]);
    expect(recognised).toEqual([`ps/${name}`]);
    expect(diagnostics).toEqual([]);
    const pids = processes.map((row) => row.pid).sort((a, b) => a - b);
    expect(pids.slice(0, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10]);
    expect(pids).toHaveLength(10);
    const sleeper = processes.find((row) => row.pid === 3);
    expect(sleeper?.name).toBe("sleep");
  });

  it.each(["axjf.txt", "collected.txt", "comm-etime-args.txt", "ef.txt", "forest.txt", "threads.txt"])(
    "reads parents and whole command lines of %s",
    (name) => {
      const { processes } = readProcessEvidence([fixture(`ps/${name}`)]);
      expect(processes.find((row) => row.pid === 5)).toMatchObject({
        ppid: 3,
        commandLine: "sleep 1001",
        name: "sleep",
      });
      expect(processes.find((row) => row.pid === 10)?.commandLine).toBe("node -e setTimeout(() => {}, 9000)");
    },
  );

  it.each(["aux.txt", "axjf.txt", "collected.txt", "el.txt", "etimes.txt", "top.txt"])("reads states of %s", (name) => {
    const { processes } = readProcessEvidence([fixture(`ps/${name}`)]);
    expect([3, 6, 7].map((pid) => processes.find((row) => row.pid === pid)?.state)).toEqual(["S", "Z", "T"]);
  });

  it("knows a zombie without a state column", () => {
    const { processes } = readProcessEvidence([fixture("ps/ef.txt")]);
    expect(processes.find((row) => row.pid === 6)).toMatchObject({ name: "sleep", state: "Z" });
  });

  it("reads both forms of ELAPSED as seconds", () => {
    const ages = (name: string) => readProcessEvidence([fixture(name)]).processes.map((row) => row.elapsedSeconds);
    expect(ages("ps/etimes.txt").slice(0, 5)).toEqual([2, 2, 2, 2, 2]);
    expect(ages("ps/comm-etime-args.txt").slice(0, 5)).toEqual([2, 2, 2, 2, 2]);
    const text = "  PID     ELAPSED COMMAND\n    7  2-03:04:05 sleep 1\n    8    03:04:05 sleep 2\n";
    expect(agesOf(text)).toEqual([2 * 86400 + 3 * 3600 + 4 * 60 + 5, 3 * 3600 + 4 * 60 + 5]);
  });

  it("keeps names with spaces and cites the line", () => {
    const { processes } = readProcessEvidence([fixture("ps/comm-first.txt")]);
    expect(processes.find((row) => row.pid === 2)).toMatchObject({ commandLine: "tmux: server", ppid: 1, line: 3 });
  });

  it("tells from WCHAN what a process waits for", () => {
    const { observations } = readProcessEvidence([fixture("ps/collected.txt")]);
    expect(observations.get(9)).toMatchObject([{ rule: "kernel-fifo-open" }]);
    expect(observations.get(9)?.[0]?.text).toContain("ps/collected.txt:9");
    expect(observations.get(3)).toMatchObject([{ rule: "kernel-idle", weight: 0 }]);
    expect(observations.has(6)).toBe(false);
  });
});

function agesOf(text: string): (number | undefined)[] {
  return readProcessEvidence([reconstructed("ages", text)]).processes.map((row) => row.elapsedSeconds);
}

describe("several lists", () => {
  it("makes one row of what two lists tell of a process", () => {
    const { processes } = readProcessEvidence([fixture("ps/el.txt"), fixture("ps/etimes.txt")]);
    const row = processes.find((each) => each.pid === 5);
    expect(row).toMatchObject({
      ppid: 3,
      state: "S",
      elapsedSeconds: 2,
      commandLine: "sleep 1001",
      file: "ps/etimes.txt",
    });
  });

  it("is complete only with PID 1 and kernel threads", () => {
    expect(readProcessEvidence([fixture("ps/ef.txt")]).complete).toBe(false);
    const text = [
      "UID          PID    PPID  C STIME TTY          TIME CMD",
      "root           1       0  0 18:15 ?        00:00:01 /sbin/init",
      "root           2       0  0 18:15 ?        00:00:00 [kthreadd]",
    ].join("\n");
    expect(readProcessEvidence([reconstructed("full", text)]).complete).toBe(true);
    const names = "  PID COMMAND\n    1 systemd\n    2 kthreadd\n";
    expect(readProcessEvidence([reconstructed("names", names)]).complete).toBe(true);
  });

  it("reports a line that fits no column between rows, but not what follows the table", () => {
    const text = "  PID  PPID COMMAND\n    1     0 init\ntorn line\n    2     1 sleep 5\n$ exit\n";
    const { processes, diagnostics } = readProcessEvidence([reconstructed("torn", text)]);
    expect(processes.map((row) => row.pid)).toEqual([1, 2]);
    expect(diagnostics).toMatchObject([{ code: "unreadable-row", line: 3, excerpt: "torn line" }]);
  });

  it("leaves other tables with a PID and a command alone", () => {
    const lsof =
      "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\nbash        1 root  cwd    DIR    8,0     4096    2 /\n";
    const prose = "The PID of the COMMAND is printed.\n";
    const input = [reconstructed("lsof", lsof), reconstructed("prose", prose), reconstructed("empty", "")];
    expect(readProcessEvidence(input)).toMatchObject({ processes: [], recognised: [], diagnostics: [] });
  });
});
