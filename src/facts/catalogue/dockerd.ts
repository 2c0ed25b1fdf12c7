import type { FactSet } from "../fact.ts";

const DAEMON = "daemon.(*Daemon)";

/**
 * dockerd, read in moby at the tags 17.06 to 29.0. Lines are those of v20.10.24 where nothing else is said. Facts that hold in some
 * versions only are told apart by their callee, whose name changed with them.
 */
export const dockerd: FactSet = {
  program: "dockerd",
  classes: [
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
  ],
  holds: [
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.containerStart`,
      source:
        "daemon/start.go: Lock 103 with a deferred Unlock; everything it calls comes later (mount 145, network 149, create 181, start 198)",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.killWithSignal`,
      source: "daemon/kill.go: Lock 64 with a deferred Unlock; kill RPC 98, resume RPC 122",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.{handleContainerExit,StateChanged}`,
      while: [
        "libcontainerd.(*client).<any>",
        "libcontainerd/remote.(*{client,task,process,container}).<any>",
        "stream.(*Config).Wait",
        "container.(*Container).{Reset,CloseAttach}",
        `${DAEMON}.{Cleanup,setStateCounter,releaseNetwork,updateHealthMonitor}`,
        "sync.(*WaitGroup).Wait",
      ],
      source:
        "daemon/monitor.go: Lock 28; DeleteTask 30, StreamConfig.Wait 37, Reset 40, Cleanup 72 (17.06: StateChanged 45 → 46, 47, 66)",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.ProcessEvent`,
      while: [
        "libcontainerd.(*client).DeleteTask",
        "libcontainerd/remote.(*client).DeleteTask",
        "stream.(*Config).Wait",
        "container.(*Container).Reset",
        `${DAEMON}.Cleanup`,
      ],
      source:
        "daemon/monitor.go @v18.09.9: Lock 53; DeleteTask 54, StreamConfig.Wait 59, Reset 60, Cleanup 87 (17.11 to 19.03)",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.{ContainerInspectCurrent,containerInspectCurrent,ContainerInspect}`,
      while: [
        `${DAEMON}.getInspectData`,
        "container.(*Container).GetExecIDs",
        "exec.(*Store).List",
        "container.(*ExecStore).List",
      ],
      source: "daemon/inspect.go: Lock 40 with a deferred Unlock; getInspectData 42 (28.5: ContainerInspect 32 → 34)",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.{containerPause,containerUnpause}`,
      source: "daemon/pause.go: Lock 23 → RPC 41; daemon/unpause.go: Lock 22 → RPC 30",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.{ConnectToNetwork,DisconnectFromNetwork}`,
      while: [
        `${DAEMON}.{connectToNetwork,disconnectFromNetwork,getNetworkedContainer}`,
        "daemon.disconnectFromNetwork",
        "libnetwork.(*{endpoint,Endpoint,network,Network}).<any>",
      ],
      source:
        "daemon/container_operations.go: ConnectToNetwork 1067 → 1086, DisconnectFromNetwork 1097 → 1118 (17.06 and later)",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.ContainerRename`,
      while: ["libnetwork.(*{sandbox,Sandbox,controller,Controller}).<any>"],
      source: "daemon/rename.go: Lock 35 → sandbox.Rename 116",
    },
    {
      class: "container.State",
      mode: "lock",
      holder: `${DAEMON}.{containerArchivePath,containerStatPath,containerExtractToDir,containerCopy,ContainerChanges}`,
      while: [`${DAEMON}.{Mount,mountVolumes,Unmount}`, "layer.(*<any>).<any>", "daemon/images.(*ImageService).<any>"],
      source: "daemon/archive.go: containerArchivePath 182 → Mount 193, mountVolumes 206; daemon/changes.go 22 → 27",
    },
    {
      class: "exec.Store",
      mode: "lock",
      holder: `${DAEMON}.ContainerExecStart`,
      while: ["libcontainerd.(*client).Exec", "libcontainerd/remote.(*client).Exec"],
      source:
        "daemon/exec.go: c.ExecCommands.Lock 262 → containerd.Exec 263, Unlock 273 (17.11 to 23.0; 24.0 calls (*task).Exec without this lock)",
    },
    {
      class: "exec.Config",
      mode: "lock",
      holder: `${DAEMON}.ContainerExecStart`,
      while: ["libcontainerd.(*client).Exec", "libcontainerd/remote.(*{client,task}).Exec"],
      source: "daemon/exec.go: ec.Lock 261 → containerd.Exec 263 (24.0.9: 284 → tsk.Exec 285)",
    },
    {
      class: "layer.layerStore.mountL",
      mode: "lock",
      holder: "layer.(*layerStore).{CreateRWLayer,ReleaseRWLayer}",
      while: [
        "graphdriver/<any>.(*<any>).{CreateReadWrite,Create,Remove}",
        "layer.(*layerStore).{saveMount,initMount}",
      ],
      source: "layer/layer_store.go @v17.06.2: 472 → 519, 554 → 569 (up to 17.06)",
    },
    {
      class: "devmapper.DeviceSet",
      mode: "lock",
      holder:
        "graphdriver/devmapper.(*DeviceSet).{MountDevice,UnmountDevice,DeleteDevice,AddDevice,Status,deactivateDevice}",
      while: ["devicemapper.<any>", "graphdriver/devmapper.(*DeviceSet).<any>", "docker/pkg/mount.<any>"],
      source: "daemon/graphdriver/devmapper/deviceset.go: MountDevice 2366 → 2391, DeleteDevice 2102",
    },
    {
      class: "libnetwork.network",
      mode: "lock",
      holder: "libnetwork.(*{network,Network}).getSvcRecords",
      source: "libnetwork/network.go: n.Lock 1481 → n.ctrlr.Lock 1492 (up to 20.10.26)",
    },
    {
      class: "libnetwork.controller",
      mode: "lock",
      holder: "libnetwork.(*{controller,Controller}).processEndpointDelete",
      while: ["libnetwork.(*{network,Network}).<any>"],
      source: "libnetwork/store.go: c.Lock 405 → n.ID 406",
    },
    {
      class: "broadcaster.Unbuffered.mu",
      mode: "lock",
      holder: "broadcaster.(*Unbuffered).{Write,Clean,Add}",
      source: "pkg/broadcaster/unbuffered.go: Write 24 → sw.Write 27, Clean 42",
    },
    {
      class: "loggerutils.LogFile.mu",
      mode: "lock",
      holder: "loggerutils.(*LogFile).WriteLogEntry",
      source: "daemon/logger/loggerutils/logfile.go: 161 → 172",
    },
    {
      class: "jsonfilelog.JSONFileLogger.mu",
      mode: "lock",
      holder: "jsonfilelog.(*JSONFileLogger).{Log,Close}",
      source: "daemon/logger/jsonfilelog/jsonfilelog.go: Log 127 → 128, Close 173 → 175",
    },
    {
      class: "awslogs.logStream.lock",
      mode: "rlock",
      holder: "awslogs.(*logStream).Log",
      source: "daemon/logger/awslogs/cloudwatchlogs.go: RLock 410 → send on the channel 423",
    },
    {
      class: "pubsub.Publisher.m",
      mode: "rlock",
      holder: "pubsub.(*Publisher).Publish",
      source: "pkg/pubsub/publisher.go: RLock 79 → wg.Wait 90",
    },
    {
      class: "cluster.Cluster.mu",
      mode: "rlock",
      holder: "daemon/cluster.(*Cluster).{lockedManagerAction,SendClusterEvent}",
      source: "daemon/cluster/cluster.go: RLock 438 → RPC to the manager; 457 → send on a channel 459",
    },
    {
      class: "cluster.Cluster.mu",
      mode: "lock",
      holder: "daemon/cluster.(*Cluster).{Init,Join,UnlockSwarm}",
      while: ["daemon/cluster.(*nodeRunner).<any>", "daemon/cluster.(*Cluster).newNodeRunner"],
      source: "daemon/cluster/swarm.go: Init 27, Join 148, UnlockSwarm 307",
    },
  ],
};
