/** What a log puts before each line. */
export interface LineForm {
  /** A layer of `Envelope.format`. */
  readonly name: string;
  /** Rule of grammar/envelope.peggy that reads it. */
  readonly rule: "SyslogLine" | "Rfc5424Line" | "CriLine" | "KubectlLine" | "ComposeLine" | "KlogLine" | "TimeLine";
  /** Further lines of one message are indented to the message's column instead. */
  readonly indents: boolean;
  /** It stands before every line of a message, and none is cut in parts. */
  readonly everyLine: boolean;
  /** A line's beginning. */
  readonly example: string;
  /** Who writes it. */
  readonly source: string;
}

/** Tried in order. */
export const LINE_FORMS: readonly LineForm[] = [
  {
    name: "cri",
    rule: "CriLine",
    indents: false,
    everyLine: false,
    example: "2023-10-06T00:17:09.669794202Z stderr F goroutine 1 [running]:",
    source:
      "container logs of CRI runtimes: /var/log/pods; pkg/kubelet/kuberuntime/logs and containerd's cri/io/logger.go",
  },
  {
    name: "syslog",
    rule: "SyslogLine",
    indents: true,
    everyLine: false,
    example: "Nov 23 15:51:56 node1 dockerd[2911]: goroutine 1 [running]:",
    source: "journalctl -o short and its kin (systemd, src/shared/logs-show.c), RFC 3164, rsyslog's file formats",
  },
  {
    name: "syslog",
    rule: "Rfc5424Line",
    indents: false,
    everyLine: true,
    example: "<30>1 2026-11-23T15:51:56.076Z node1 dockerd 2911 - - goroutine 1 [running]:",
    source: "RFC 5424",
  },
  {
    name: "kubectl",
    rule: "KubectlLine",
    indents: false,
    everyLine: true,
    example: "[pod/web-6d4b75cb6d-hxvfd/app] goroutine 1 [running]:",
    source: "kubectl logs --prefix (pkg/cmd/logs/logs.go)",
  },
  {
    name: "compose",
    rule: "ComposeLine",
    indents: false,
    everyLine: true,
    example: "app-1  | goroutine 1 [running]:",
    source: "docker compose logs, docker service logs",
  },
  {
    name: "klog",
    rule: "KlogLine",
    indents: false,
    everyLine: false,
    example: "I1123 15:51:56.076421    2911 kubelet.go:2089] goroutine 1 [running]:",
    source: "klog and glog: formatHeader",
  },
  {
    name: "timestamps",
    rule: "TimeLine",
    indents: false,
    everyLine: true,
    example: "2026-11-23T15:51:56.076421521Z goroutine 1 [running]:",
    source: "docker logs --timestamps, Go's package log, ts",
  },
];
