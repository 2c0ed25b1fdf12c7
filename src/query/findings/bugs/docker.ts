import type { KnownBug } from "./known-bug.ts";

/** Known bugs of dockerd; versions and references: the facts about docker's locks, and the files at the tags. */
export const dockerBugs: readonly KnownBug[] = [
  {
    name: "exec-store-over-start",
    process: ["dockerd"],
    parts: [
      {
        frames: [/^github\.com\/docker\/docker\/daemon\.\(\*Daemon\)\.ContainerExecStart$/],
        state: /^(?:select|chan receive|IO wait)/,
        example: "github.com/docker/docker/daemon.(*Daemon).ContainerExecStart(0x1)",
      },
      {
        frames: [/^github\.com\/docker\/docker\/daemon\/exec\.\(\*Store\)\.\w+$/],
        state: "lock",
        example: "github.com/docker/docker/daemon/exec.(*Store).List(0x1)",
      },
    ],
    meaning:
      "dockerd keeps the list of a container's execs locked while it starts one: an exec that hangs blocks whatever inspects that container.",
    affected: "docker 17.11 to 23.0",
    versions: [["17.11", "24.0"]],
    fixed: "docker 24.0.0 (the exec still hangs, but blocks nobody else)",
    reference: "moby/moby commit b75246202a",
    provenance: "seen",
  },
  {
    name: "network-records-deadlock",
    process: ["dockerd"],
    parts: [
      {
        frames: [/libnetwork\.\(\*controller\)\.processEndpointDelete$/],
        state: "lock",
        example: "github.com/docker/libnetwork.(*controller).processEndpointDelete(0x1)",
      },
      {
        frames: [/libnetwork\.\(\*network\)\.getSvcRecords$/],
        state: "lock",
        example: "github.com/docker/libnetwork.(*network).getSvcRecords(0x1)",
      },
    ],
    meaning: "libnetwork takes the locks of a network and of its controller in both orders.",
    affected: "docker up to 20.10.26",
    versions: [["1.11", "20.10.27"]],
    fixed: "docker 20.10.27 and 23.0.0",
    reference: "docker/libnetwork#2649, moby/moby#46661",
    provenance: "public report",
  },
  {
    name: "name-resolution-deadlock",
    process: ["dockerd"],
    parts: [
      {
        frames: [/libnetwork\.\(\*network\)\.ID$/, /libnetwork\.\(\*network\)\.ResolveName$/],
        state: "lock",
        example: "github.com/docker/libnetwork.(*network).ID(0xc0015f4700, 0x0, 0x0)",
      },
      {
        frames: [/libnetwork\.\(\*network\)\.getSvcRecords$/],
        state: "lock",
        example: "github.com/docker/libnetwork.(*network).getSvcRecords(0x1)",
      },
    ],
    meaning:
      "libnetwork takes the locks of a network and of its controller in both orders: here one goroutine resolves a name.",
    affected: "docker 1.13 to 20.10.6",
    versions: [["1.13", "20.10.7"]],
    fixed: "docker 20.10.7",
    reference: "moby/libnetwork#2632",
    provenance: "public report",
  },
  {
    name: "firewalld-reload-deadlock",
    process: ["dockerd"],
    parts: [
      {
        frames: [/drivers\/bridge\.\(\*driver\)\.handleFirewalldReloadNw$/],
        state: "lock",
        example: "github.com/docker/docker/libnetwork/drivers/bridge.(*driver).handleFirewalldReloadNw(0x1)",
      },
      {
        frames: [/drivers\/bridge\.\(\*driver\)\.(?:userlandProxyPath|getNetworks?|getPortDriverClient)$/],
        state: "lock",
        example: "github.com/docker/docker/libnetwork/drivers/bridge.(*driver).userlandProxyPath(0x1)",
      },
    ],
    meaning: "While firewalld is reloaded, the bridge driver takes its two locks in both orders.",
    affected: "docker 28.1.0 to 28.5.2",
    versions: [["28.1", "29.0"]],
    fixed: "docker 29.0.0",
    reference: "moby/moby#50619; handleFirewalldReloadNw in bridge_linux.go of 28.5.2 and of 29.0.0",
    provenance: "public report",
  },
  {
    name: "ipvs-receive",
    process: ["dockerd"],
    parts: [
      {
        frames: [/netlink\/nl\.\(\*NetlinkSocket\)\.Receive$/, /libnetwork\/ipvs\./],
        state: /^syscall/,
        example: "github.com/vishvananda/netlink/nl.(*NetlinkSocket).Receive(0x1)",
      },
    ],
    meaning:
      "dockerd waits without limit for an answer of the kernel's load balancer, and holds the lock of a service meanwhile.",
    affected: "docker 1.12 to 17.11 with swarm services",
    versions: [["1.12", "17.12"]],
    fixed: "docker 17.12.0 (the answer is waited for three seconds)",
    reference: "moby/libnetwork#2208; netlinkRecvSocketsTimeout in libnetwork/ipvs/ipvs.go of 17.12.0",
    provenance: "public report",
  },
  {
    name: "json-log-reader",
    process: ["dockerd"],
    parts: [
      {
        frames: [/fsnotify(?:\.v1)?\.\(\*Watcher\)\.Remove$/, /jsonfilelog\.followLogs(?:\.func\d+)?$/],
        state: /^(?:semacquire|sync\.Cond\.Wait)/,
        example: "gopkg.in/fsnotify%2ev1.(*Watcher).Remove(0x1)",
      },
      {
        frames: [/fsnotify(?:\.v1)?\.\(\*Watcher\)\.readEvents$/],
        state: /^(?:chan send|select)/,
        example: "gopkg.in/fsnotify%2ev1.(*Watcher).readEvents(0x1)",
      },
    ],
    meaning:
      "A reader of a container's log waits for its file watcher to stop, and the watcher for the reader to take an event; whoever closes the log waits for both.",
    affected: "docker 1.12",
    versions: [["1.12", "1.13"]],
    fixed: "docker 1.13.0",
    reference: "moby/moby#27779",
    provenance: "public report",
  },
  {
    name: "volume-plugin",
    process: ["dockerd"],
    parts: [
      {
        frames: [/^net\/http\.\(\*persistConn\)\.roundTrip$/, /volume\/drivers\.\(\*volumeDriverProxy\)\.\w+$/],
        state: /^select/,
        example: "net/http.(*persistConn).roundTrip(0xc422bb7200, 0xc42285fc00, 0x0, 0x0, 0x0)",
      },
    ],
    meaning:
      "dockerd waits without limit for a volume plug-in; who unmounts for a container holds that container's lock.",
    affected: "docker up to 18.01",
    versions: [["1.11", "18.02"]],
    fixed: "docker 18.02.0 (a call ends after one or two minutes)",
    reference: "moby/moby#33994; longTimeout in volume/drivers/proxy.go of 18.02",
    provenance: "public report",
  },
  {
    name: "awslogs-close",
    process: ["dockerd"],
    parts: [
      {
        frames: [/daemon\/logger\/awslogs\.\(\*logStream\)\.Log$/],
        state: /^(?:chan send|select)/,
        example: "github.com/docker/docker/daemon/logger/awslogs.(*logStream).Log(0x1)",
      },
      {
        frames: [/daemon\/logger\/awslogs\.\(\*logStream\)\.Close$/],
        state: "lock",
        example: "github.com/docker/docker/daemon/logger/awslogs.(*logStream).Close(0x1)",
      },
    ],
    meaning:
      "The awslogs driver cannot be closed while a message waits to be sent; the handler of the container's exit waits for it.",
    affected: "docker before 28.0",
    versions: [["17.06", "28.0"]],
    fixed: "docker 28.0.0",
    reference: "moby/moby#39523, #47748",
    provenance: "public report",
  },
  {
    name: "attach-client",
    process: ["dockerd"],
    parts: [
      {
        frames: [/^(?:net|internal\/poll)\.\(\*\w+\)\.Write$/, /pkg\/broadcaster\.\(\*Unbuffered\)\.Write$/],
        state: /^IO wait/,
        example: "internal/poll.(*FD).Write(0x1)",
      },
      {
        frames: [/pkg\/broadcaster\.\(\*Unbuffered\)\.\w+$/],
        state: "lock",
        example: "github.com/docker/docker/pkg/broadcaster.(*Unbuffered).Clean(0x1)",
      },
    ],
    meaning:
      "A client that is attached to a container does not read its output; whoever closes the container's streams waits for it.",
    affected: "all versions that have this package",
    versions: [],
    reference: "moby/moby#42705",
    provenance: "public report",
  },
  {
    name: "devicemapper-udev",
    process: ["dockerd"],
    parts: [
      {
        frames: [/devicemapper\.(?:_Cfunc_dm_udev_wait|UdevWait|udevWait)/],
        state: /^syscall/,
        example: "github.com/docker/docker/pkg/devicemapper._Cfunc_dm_udev_wait(0x1)",
      },
    ],
    meaning: "The devicemapper driver holds its global lock while it waits for udev.",
    affected: "docker with the devicemapper driver (removed in 25.0); other drivers do not have it",
    versions: [["1.9", "25.0"]],
    reference: "moby/moby#27900",
    provenance: "public report",
  },
];
