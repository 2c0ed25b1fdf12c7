/** How a rule or an example came to be known; the last two never carry more than a warning. */
export type Provenance = "seen" | "public report" | "source" | "reconstructed";

/** A line of a log or of a tool's output that tells something about the incident. */
export interface SignRule {
  readonly name: string;
  /** Named groups become the values of the sign. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly provenance: Provenance;
  /** Lines with another value of this group are signs of their own; all others of a file are counted together. */
  readonly apart?: string;
  /** What the line says, for a time line. `{group}` is filled in. */
  readonly says: string;
  /** Says which program or version this is, not what happened: stands in no time line. */
  readonly isFact?: true;
}

/** First match counts. Texts are those of the programs' sources; see "provenance" for whether such a line was seen. */
export const signRules: readonly SignRule[] = [
  {
    // Whenever kubelet starts, for the first seconds; as long as the runtime does not answer.
    name: "pleg-starting",
    pattern: /PLEG is not healthy: pleg has yet to be successful/,
    example:
      "E1124 00:18:07.489035     136 kubelet.go:1852] skipping pod synchronization - [container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]",
    provenance: "seen",
    says: "kubelet: PLEG has not yet been successful",
    isFact: true,
  },
  {
    name: "pleg-unhealthy",
    pattern: /PLEG is not healthy(?:: pleg was last seen active (?<ago>[\dhm.]+s) ago)?/,
    example:
      "E1124 00:33:56.178320     141 kubelet.go:1852] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m0.040286374s ago; threshold is 3m0s",
    provenance: "seen",
    says: "kubelet: PLEG is not healthy",
  },
  {
    name: "runtime-timeout",
    pattern:
      /(?<call>ListPodSandbox|ListContainers|ContainerStatus|PodSandboxStatus|ExecSync|StopContainer|StopPodSandbox|Version)\b.*rpc error: code = DeadlineExceeded/,
    example:
      'E1124 00:30:55.137696     141 kuberuntime_manager.go:965] PodSandboxStatus of sandbox "c847b7c1" for pod "db-node7_default(375ea36e)" error: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
    provenance: "seen",
    apart: "call",
    says: "kubelet: {call} was not answered in time",
  },
  {
    name: "docker-timeout",
    pattern: /operation timeout: context deadline exceeded/,
    example:
      'E1124 00:30:54.143737     141 remote_runtime.go:116] RunPodSandbox from runtime service failed: rpc error: code = Unknown desc = failed to start sandbox container for pod "db-node7": operation timeout: context deadline exceeded',
    provenance: "seen",
    says: "kubelet: a call of docker's API was not answered in time",
  },
  {
    name: "no-exit-event",
    pattern: /tried to kill container, but did not receive an exit event/,
    example: "container 8f0a: tried to kill container, but did not receive an exit event",
    provenance: "source",
    says: "dockerd: killed a container, and was not told that it ended",
  },
  {
    name: "cookie-overflow-line",
    pattern:
      /systemd(?:\[1\])?: Failed to (?:propagate agent release message|send \S+ (?:signal|message|reply)\S*): Operation not supported/,
    example: "systemd[1]: Failed to propagate agent release message: Operation not supported",
    provenance: "public report",
    says: "systemd cannot send on the bus: Operation not supported",
  },
  {
    name: "libcontainer-test-unit",
    pattern: /libcontainer[_-]\d+[_-]systemd[_-]test[_-]default(?:\.slice|-dependencies\.scope)/,
    example: "systemd[1]: Removed slice libcontainer_12345_systemd_test_default.slice.",
    provenance: "public report",
    says: "runc tests systemd with a unit of its own",
  },
  {
    name: "runc-job-timeout",
    pattern:
      /Timed out while waiting for (?<method>\w+)\(.*\) completion signal from dbus|Timeout waiting for systemd to create/,
    example:
      "Timed out while waiting for StartTransientUnit(docker-8f0a.scope) completion signal from dbus. Continuing...",
    provenance: "source",
    says: "runc was not told by systemd that a unit had been made",
  },
  {
    name: "bus-service-timeout",
    pattern:
      /Failed to (?:introspect object \S+ of service (?<service>\S+)|activate service '(?<activated>[\w.]+)'): (?:Connection timed out|Timer expired|timed out)/,
    example: "Failed to introspect object / of service org.freedesktop.systemd1: Connection timed out",
    provenance: "seen",
    says: "busctl got no answer of {service}{activated}",
  },
  {
    name: "bus-call-timeout",
    // busctl, then gdbus, whose limit is 25 seconds where --timeout does not say another.
    pattern: /^Call failed: (?:Connection timed out|Timer expired)|^Error: Timeout was reached$/,
    example: "Call failed: Connection timed out",
    provenance: "seen",
    says: "a call with busctl or gdbus got no answer",
  },
  {
    name: "scope-started",
    pattern: /systemd(?:\[1\])?: Started (?<unit>(?:[\w-]+-)?[0-9a-f]{64}\.scope)/,
    example:
      "Nov 23 21:34:54 node7 systemd[1]: Started docker-c83e516984ed9d93bb5b3b25c577b4ab5e9a1164f14522c21df9e170fa9c34b4.scope - libcontainer container",
    provenance: "seen",
    apart: "unit",
    says: "systemd started {unit}",
    isFact: true,
  },
  {
    name: "bus-no-reply",
    pattern: /org\.freedesktop\.DBus\.Error\.(?:NoReply|Timeout)\b/,
    example: "Error org.freedesktop.DBus.Error.NoReply: Did not receive a reply. Possible causes include: the remote",
    provenance: "seen",
    says: "a call over D-Bus got no answer",
  },
  {
    name: "session-timeout",
    pattern: /Failed to create session: Connection timed out|\.(?:scope|slice)(?:, ignoring)?: Connection timed out/,
    example: "pam_systemd(crond:session): Failed to create session: Connection timed out",
    provenance: "public report",
    says: "a client of systemd got no answer",
  },
  {
    name: "systemd-reexec",
    pattern: /systemd(?:\[1\])?: Reexecuting\./,
    example: "systemd[1]: Reexecuting.",
    provenance: "source",
    says: "systemd executed itself anew",
  },
  {
    name: "hung-task",
    pattern: /INFO: task (?<task>[^\s:]+(?::[^\s:]+)*):(?<pid>\d+) blocked for more than (?<seconds>\d+) seconds/,
    example: "INFO: task dockerd:2911 blocked for more than 120 seconds.",
    provenance: "public report",
    apart: "pid",
    says: "kernel: {task} {pid} was blocked for more than {seconds} seconds",
  },
  {
    name: "storage-trouble",
    pattern:
      /(?<what>nfs: server \S+ not responding|libceph: (?:mon|osd|mds)\d+ \S+ (?:socket closed|session lost|connect error)|ceph: mds\d+ (?:caps stale|hung)|(?:blk_update_request|print_req_error): (?:critical \w+|I\/O) error|EXT4-fs error \(device \S+\)|XFS \([^)]+\): (?:metadata I\/O error|log I\/O error)|rejecting I\/O to offline device)/,
    example: "nfs: server 10.1.2.3 not responding, still trying",
    provenance: "public report",
    says: "kernel: {what}",
  },
  {
    name: "netdevice-wait",
    pattern: /unregister_netdevice: waiting for (?<device>\S+) to become free/,
    example: "unregister_netdevice: waiting for lo to become free. Usage count = 1",
    provenance: "public report",
    says: "kernel: waits for the network device {device} to become free",
  },
  {
    name: "soft-lockup",
    pattern: /BUG: soft lockup - CPU#\d+ stuck for (?<seconds>\d+)s/,
    example: "watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [kworker/3:1:1234]",
    provenance: "public report",
    says: "kernel: a processor was stuck for {seconds} seconds",
  },
  {
    name: "cgroup-frozen",
    pattern: /(?<path>\S*\/)(?:freezer\.state:\s*FROZEN|cgroup\.(?:freeze:\s*1|events:\s*frozen 1))\s*$/,
    example: "/sys/fs/cgroup/freezer/docker/8f0a/freezer.state:FROZEN",
    provenance: "seen",
    apart: "path",
    says: "the cgroup {path} is frozen",
    isFact: true,
  },
  {
    name: "systemd-version",
    pattern: /^systemd (?<version>\d+)(?: \((?<package>[^)]+)\))?\s*$|(?:^|\s)systemd-(?<rpm>\d+-\d[\w.]*\.el\d\w*)/,
    example: "systemd 252 (252.39-1~deb12u1)",
    provenance: "seen",
    says: "systemd {version}{rpm}",
    isFact: true,
  },
  {
    name: "runc-version",
    pattern: /^\s*runc version (?<version>\d+\.\d+\.\d+\S*)/,
    example: "runc version 1.1.5+ds1",
    provenance: "seen",
    says: "runc {version}",
    isFact: true,
  },
];
