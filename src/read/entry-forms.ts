/** A log that writes each line of a process as an entry with named fields. */
export interface EntryForm {
  /** A layer of `Envelope.format`. */
  readonly name: string;
  /** The field that holds the line; see `JsonEntries` for one in objects of the entry. */
  readonly message: string;
  /** Fields of which one must be there. */
  readonly needs: readonly string[];
  /** The line's break is part of the message; without one the next entry goes on with the line. */
  readonly hasBreaks: boolean;
  /** An entry. */
  readonly example: string;
  /** Who writes it. */
  readonly source: string;
}

/** Entries as JSON objects, one a line. Tried in order. */
export const JSON_ENTRY_FORMS: readonly EntryForm[] = [
  {
    name: "docker-json",
    message: "log",
    needs: ["stream", "time"],
    hasBreaks: true,
    example: '{"log":"goroutine 1 [running]:\\n","stream":"stderr","time":"2026-11-23T15:51:56.076421521Z"}',
    source: "Docker's log driver json-file: /var/lib/docker/containers/*/*-json.log",
  },
  {
    name: "journald-json",
    message: "MESSAGE",
    needs: ["__REALTIME_TIMESTAMP", "_PID", "_BOOT_ID", "SYSLOG_IDENTIFIER"],
    hasBreaks: false,
    example: '{"__REALTIME_TIMESTAMP":"1763913116076421","_PID":"2911","MESSAGE":"goroutine 1 [running]:"}',
    source: "journalctl -o json",
  },
  {
    name: "json-lines",
    message: "message",
    needs: ["message"],
    hasBreaks: false,
    example: '{"@timestamp":"2026-11-23T15:51:56.076Z","container_id":"12f7","message":"goroutine 1 [running]:"}',
    source: "log shippers: Filebeat, Fluentd and others",
  },
  {
    name: "json-lines",
    message: "msg",
    needs: ["msg"],
    hasBreaks: false,
    example: '{"level":"info","ts":1763913116.076,"msg":"goroutine 1 [running]:"}',
    source: "zap, slog and others behind a pipe that logs each line",
  },
  {
    name: "json-lines",
    message: "log",
    needs: ["log"],
    hasBreaks: false,
    example: '{"log":"goroutine 1 [running]:","kubernetes":{"pod_name":"web"}}',
    source: "Fluent Bit",
  },
];

/** journalctl -o export (systemd, docs/JOURNAL_EXPORT_FORMATS.md) and -o verbose: the fields of an entry one a line. */
export const JOURNAL_FORMS: Readonly<Record<"export" | "verbose", EntryForm>> = {
  export: {
    name: "journald-export",
    message: "MESSAGE",
    needs: ["__REALTIME_TIMESTAMP"],
    hasBreaks: false,
    example: "__CURSOR=s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7",
    source: "journalctl -o export",
  },
  verbose: {
    name: "journald-verbose",
    message: "MESSAGE",
    needs: ["MESSAGE"],
    hasBreaks: false,
    example: "Mon 2026-11-23 15:51:56.076421 UTC [s=739ad463348b4ceca5a9e69c95a3c93f;i=4ece7]",
    source: "journalctl -o verbose",
  },
};

/** What a field tells, and whether entries with another value come from another process. */
export const ENTRY_FIELDS: Readonly<Record<string, { readonly key: string; readonly identity: boolean }>> = {
  time: { key: "time", identity: false },
  ts: { key: "time", identity: false },
  timestamp: { key: "time", identity: false },
  "@timestamp": { key: "time", identity: false },
  _time: { key: "time", identity: false },
  Time: { key: "time", identity: false },
  TimeGenerated: { key: "time", identity: false },
  __REALTIME_TIMESTAMP: { key: "time", identity: false },
  stream: { key: "stream", identity: true },
  attrs: { key: "attrs", identity: true },
  pid: { key: "pid", identity: true },
  _PID: { key: "pid", identity: true },
  SYSLOG_PID: { key: "pid", identity: false },
  _STREAM_ID: { key: "stream", identity: true },
  _HOSTNAME: { key: "host", identity: true },
  host: { key: "host", identity: true },
  SYSLOG_IDENTIFIER: { key: "program", identity: true },
  _SYSTEMD_UNIT: { key: "unit", identity: false },
  CONTAINER_NAME: { key: "container_name", identity: false },
  CONTAINER_ID: { key: "container", identity: false },
  CONTAINER_ID_FULL: { key: "container", identity: true },
  container_id: { key: "container", identity: true },
  kubernetes: { key: "kubernetes", identity: true },
  pod_name: { key: "pod", identity: true },
  podName: { key: "pod", identity: true },
  container_name: { key: "container_name", identity: true },
  containerName: { key: "container_name", identity: true },
  resource: { key: "resource", identity: true },
};
