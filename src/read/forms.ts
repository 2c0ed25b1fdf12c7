/** How a log writes the record that holds a dump. */
export interface EnvelopeForm {
  /** `Envelope.format` */
  readonly name: string;
  /** Rules of grammar/envelope.peggy that read the record before and behind its message. */
  readonly prefix: "LogrusPrefix" | "LogfmtPrefix" | "TerminalPrefix" | "JsonPrefix";
  readonly suffix: "LogrusSuffix" | "TerminalSuffix" | "JsonSuffix";
  /** The message is one line with escape sequences, up to a closing quote. */
  readonly quoted: boolean;
  /** The record up to its message. */
  readonly example: string;
  /** Who writes it. */
  readonly source: string;
}

/** Tried in order; a dump between markers that has none of these forms is plain. */
export const ENVELOPE_FORMS: readonly EnvelopeForm[] = [
  {
    name: "logrus",
    prefix: "LogrusPrefix",
    suffix: "LogrusSuffix",
    quoted: true,
    example: 'time="2026-11-23T15:54:14.849911484Z" level=info msg="=== BEGIN goroutine stack dump ===\\n',
    source: "logrus up to 0.11.2 and from 1.0.3 on: dockerd 1.7 - 17.06, containerd 1.3 and later",
  },
  {
    name: "logfmt",
    prefix: "LogfmtPrefix",
    suffix: "LogrusSuffix",
    quoted: true,
    example: 'time=2026-11-23T19:36:22.162Z level=INFO msg=goroutines stacks="=== BEGIN goroutine stack dump ===\\n',
    source: "slog's TextHandler, go-kit, logrus: another field than the message holds the dump",
  },
  {
    name: "logrus-raw",
    prefix: "LogrusPrefix",
    suffix: "LogrusSuffix",
    quoted: false,
    example: 'time="2018-03-01T10:00:00Z" level=info msg="=== BEGIN goroutine stack dump ===',
    source: "logrus 0.11.3 - 1.0.2 escapes no line breaks: containerd 1.0 - 1.2, docker 17.09",
  },
  {
    name: "json",
    prefix: "JsonPrefix",
    suffix: "JsonSuffix",
    quoted: true,
    example: '{"level":"info","msg":"=== BEGIN goroutine stack dump ===\\n',
    source: "logrus' JSONFormatter: dockerd 25.0 and later, containerd 1.5 and later, when configured",
  },
  {
    name: "terminal",
    prefix: "TerminalPrefix",
    suffix: "TerminalSuffix",
    quoted: false,
    example: "INFO[2026-11-23T15:51:56.076421521Z] === BEGIN goroutine stack dump ===",
    source: "logrus' TextFormatter on a terminal",
  },
];
