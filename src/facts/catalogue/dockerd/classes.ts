import type { LockClass } from "../../fact.ts";

const DAEMON = "daemon.(*Daemon)";

/** Locks of dockerd, read in moby at the tags 17.06 to 29.0. */
export const classes: readonly LockClass[] = [
  {
    name: "container.State",
    kind: "mutex",
    askedBy: [
      "container.(*State).<any>",
      "container.(*Container).{Lock,Unlock,CheckpointTo,IsRunning,IsPaused,ExitCode}",
      `${DAEMON}.{ContainerInspectCurrent,containerInspectCurrent,containerStart,killWithSignal,containerPause,containerUnpause}`,
      `${DAEMON}.{containerArchivePath,containerStatPath,containerExtractToDir,containerCopy,ContainerChanges,ContainerRename}`,
      `${DAEMON}.{handleContainerExit,StateChanged,ProcessEvent,reducePsContainer,ConnectToNetwork,DisconnectFromNetwork}`,
      `${DAEMON}.{GetRunningTask,ContainerInspect,cleanupContainer,updateHealthMonitor,stopHealthchecks,initHealthMonitor}`,
      "daemon.handleProbeResult",
    ],
    source:
      "container/state.go: State embeds sync.Mutex at offset 0; Container embeds *State as a pointer (container/container.go:64)",
  },
  {
    name: "exec.Store",
    kind: "rwmutex",
    askedBy: ["daemon/exec.(*Store).<any>"],
    offset: 8,
    source: "daemon/exec/exec.go: Store{ byID map; sync.RWMutex } up to 23.0",
  },
  {
    name: "container.ExecStore",
    kind: "rwmutex",
    askedBy: ["container.(*ExecStore).<any>"],
    offset: 8,
    source: "container/exec.go: ExecStore{ byID map; mu sync.RWMutex } from 24.0",
  },
  {
    name: "exec.Config",
    kind: "mutex",
    askedBy: [
      "daemon/exec.(*Config).<any>",
      "container.(*ExecConfig).<any>",
      `${DAEMON}.{ContainerExecInspect,ContainerExecResize}`,
    ],
    source: "daemon/exec/exec.go, container/exec.go: Config embeds sync.Mutex",
  },
  {
    name: "layer.layerStore.mountL",
    kind: "mutex",
    askedBy: ["layer.(*layerStore).{CreateRWLayer,ReleaseRWLayer,GetRWLayer,GetMountID}"],
    source: "layer/layer_store.go @v17.06.2 lines 472, 531, 542, 554 (one mutex for all containers up to 17.06)",
  },
  {
    name: "devmapper.DeviceSet",
    kind: "mutex",
    askedBy: ["graphdriver/devmapper.(*DeviceSet).<any>"],
    source: "daemon/graphdriver/devmapper/deviceset.go: DeviceSet embeds sync.Mutex at offset 0",
  },
  {
    name: "libnetwork.controller",
    kind: "mutex",
    askedBy: ["libnetwork.(*controller).<any>", "libnetwork.(*Controller).<any>"],
    source: "libnetwork/controller.go: controller embeds sync.Mutex (named mu from 22.06)",
  },
  {
    name: "libnetwork.network",
    kind: "mutex",
    askedBy: ["libnetwork.(*network).<any>", "libnetwork.(*Network).<any>"],
    source: "libnetwork/network.go: network embeds sync.Mutex (named mu from 22.06)",
  },
  {
    name: "libnetwork.endpoint",
    kind: "mutex",
    askedBy: ["libnetwork.(*endpoint).<any>", "libnetwork.(*Endpoint).<any>"],
    source: "libnetwork/endpoint.go: endpoint embeds sync.Mutex (named mu from 22.06)",
  },
  {
    name: "broadcaster.Unbuffered.mu",
    kind: "mutex",
    askedBy: ["broadcaster.(*Unbuffered).<any>"],
    offset: 0,
    source: "pkg/broadcaster/unbuffered.go: mu is the first field",
  },
  {
    name: "loggerutils.LogFile.mu",
    kind: "rwmutex",
    askedBy: ["loggerutils.(*LogFile).<any>"],
    source: "daemon/logger/loggerutils/logfile.go",
  },
  {
    name: "jsonfilelog.JSONFileLogger.mu",
    kind: "mutex",
    askedBy: ["jsonfilelog.(*JSONFileLogger).<any>"],
    source: "daemon/logger/jsonfilelog/jsonfilelog.go",
  },
  {
    name: "awslogs.logStream.lock",
    kind: "rwmutex",
    askedBy: ["awslogs.(*logStream).{Log,Close}"],
    source: "daemon/logger/awslogs/cloudwatchlogs.go: Log 410 (RLock), Close 429 (Lock)",
  },
  {
    name: "pubsub.Publisher.m",
    kind: "rwmutex",
    askedBy: ["pubsub.(*Publisher).<any>"],
    source: "pkg/pubsub/publisher.go: Publish 79 (RLock), SubscribeTopic 60, Evict 68, Close 97 (Lock)",
  },
  {
    name: "cluster.Cluster.mu",
    kind: "rwmutex",
    askedBy: ["daemon/cluster.(*Cluster).<any>"],
    source: "daemon/cluster/cluster.go: mu RWMutex",
  },
  {
    name: "image.store",
    kind: "rwmutex",
    askedBy: ["docker/image.(*store).<any>"],
    source: "image/store.go: store embeds sync.RWMutex",
  },
  {
    name: "reference.store.mu",
    kind: "rwmutex",
    askedBy: ["docker/reference.(*store).<any>"],
    source: "reference/store.go",
  },
];
