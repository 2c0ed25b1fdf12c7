import type { ColumnRule } from "./table.ts";

/** Titles of the column that holds the command line or the program's name. */
export const psCommandTitles: readonly string[] = ["COMMAND", "CMD", "ARGS"];

const word = "\\S+";

const others = `%CPU %MEM C CP CPU CPUID P PSR PRI PR NI RTPRIO CLS POL SCH F ADDR ESP EIP UID USER RUID RUSER EUID
  EUSER SUID SUSER FUID FUSER LUID OWNER U UUNIT GID GROUP RGID RGROUP EGID EGROUP SGID SGROUP FGID
  FGROUP PGID PGRP SID SESS SESSION TGID TPGID TTY TT SEAT SLICE UNIT LABEL CONTEXT CGROUP CGNAME LXC
  MACHINE RSS RSZ VSZ SZ SIZE PSS USS DSIZ TSIZ DRS TRS VIRT RES SHR LIM STACKP OOM OOMADJ NUMA MAJFL
  MINFL PAGEIN PENDING BLOCKED IGNORED CAUGHT SIGNAL EXE IPCNS MNTNS NETNS PIDNS USERNS UTSNS CGROUPNS
  TIMENS`;

/**
 * The columns of ps: titles from `ps L` of procps 4.0.2, plus those that only the fixed formats (-l, -F, s, v, X), `top -b` and busybox
 * print. Only columns that are read, or whose values can hold spaces, need a form of their own.
 */
export const psColumns: readonly ColumnRule[] = [
  { titles: psCommandTitles, value: word, free: true },
  { titles: ["PID", "PPID", "LWP", "SPID", "TID", "NLWP", "THCNT"], value: "\\d+" },
  { titles: ["S", "STAT"], value: "[A-Za-z][A-Za-z<+]*" },
  // etime: [[days-]hours:]minutes:seconds; etimes: seconds. Both have this title.
  { titles: ["ELAPSED"], value: "[\\d:-]+" },
  // lstart: "Mon Nov 23 17:46:02 2026"; start: "17:46:02", "  Nov 23"; bsdstart: "17:46", "Nov23".
  {
    titles: ["START", "STARTED", "STIME"],
    value: "[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}|[A-Z][a-z]{2} [ \\d]\\d|\\S+",
  },
  { titles: ["TIME", "TIME+"], value: "[\\dhm:.,-]+" },
  { titles: ["WCHAN"], value: word },
  { titles: others.split(/\s+/), value: word },
];
