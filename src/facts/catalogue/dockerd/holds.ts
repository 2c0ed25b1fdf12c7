import type { HoldFact } from "../../fact.ts";

const DAEMON = "daemon.(*Daemon)";

/**
 * What dockerd holds while it calls what, read in moby at the tags 17.06 to 29.0. Lines are those of v20.10.24 where nothing else is said.
 * Facts that hold in some versions only are told apart by their callee, whose name changed with them.
 */
export const holds: readonly HoldFact[] = [
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
    while: [
      `${DAEMON}.{Mount,mountVolumes,Unmount,openContainerFS}`,
      "layer.(*<any>).<any>",
      "daemon/images.(*ImageService).<any>",
      "daemon.extractArchive",
      "daemon.(*containerFSView).<any>",
    ],
    source:
      "daemon/archive.go: containerArchivePath 182 → Mount 193, mountVolumes 206; containerExtractToDir 273 → extractArchive 377; daemon/changes.go 22 → 27; daemon/archive_unix.go @v28.5.2: containerArchivePath 40 → openContainerFS, Stat",
  },
  {
    class: "container.State",
    mode: "lock",
    holder: "container.(*containerRouter).{getContainersArchive,postContainersCopy}",
    while: [
      "container.writeCompressedResponse",
      "container.setContainerPathStatHeader",
      "io.{Copy,copyBuffer}",
      "ioutils.(*{ReadCloserWrapper,readCloserWrapper}).Close",
    ],
    source:
      "daemon/archive.go: containerArchivePath (Lock 182) and containerCopy return a reader and leave the container locked until its Close (Unlock 257, 448); api/server/router/container/copy.go closes it when it returns: 125 → writeCompressedResponse 132, 56 → io.Copy 59 (26.0 and later: daemon/archive_unix.go 40, 85 @v28.5.2)",
  },
  {
    class: "container.State",
    mode: "lock",
    holder: `${DAEMON}.cleanupContainer`,
    while: ["container.(*Container).CheckpointTo"],
    source: "daemon/delete.go: marks the container dead and saves it, 108 → 117 (17.07 and later)",
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
    while: ["graphdriver/<any>.(*<any>).{CreateReadWrite,Create,Remove}", "layer.(*layerStore).{saveMount,initMount}"],
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
];
