/** The routes of one router of Docker's Engine API. */
export interface DockerRouter {
  /** Receiver of the router's methods. */
  readonly type: string;
  /**
   * By the router's method: HTTP method and path without the API version (of two paths the one that names an object), then the methods of
   * Docker's Go client that send it.
   */
  readonly routes: Readonly<Record<string, readonly [request: string, ...client: string[]]>>;
}

/**
 * Read from `initRoutes` of the routers at 15 tags from v1.11.2 to docker-v29.7.2 (api/server/router/…, from 29 daemon/server/router/…)
 * and client/*.go. The union of all: between these versions no method's name came to mean another route.
 */
export const dockerRouters: readonly DockerRouter[] = [
  {
    type: "containerRouter",
    routes: {
      headContainersArchive: ["HEAD /containers/{id}/archive", "ContainerStatPath"],
      getContainersJSON: ["GET /containers/json", "ContainerList"],
      getContainersExport: ["GET /containers/{id}/export", "ContainerExport"],
      getContainersChanges: ["GET /containers/{id}/changes", "ContainerDiff"],
      getContainersByName: ["GET /containers/{id}/json", "ContainerInspect", "ContainerInspectWithRaw"],
      getContainersTop: ["GET /containers/{id}/top", "ContainerTop"],
      getContainersLogs: ["GET /containers/{id}/logs", "ContainerLogs"],
      getContainersStats: ["GET /containers/{id}/stats", "ContainerStats", "ContainerStatsOneShot"],
      wsContainersAttach: ["GET /containers/{id}/attach/ws"],
      getExecByID: ["GET /exec/{id}/json", "ContainerExecInspect", "ExecInspect"],
      getContainersArchive: ["GET /containers/{id}/archive", "CopyFromContainer"],
      postContainersCreate: ["POST /containers/create", "ContainerCreate"],
      postContainersKill: ["POST /containers/{id}/kill", "ContainerKill"],
      postContainersPause: ["POST /containers/{id}/pause", "ContainerPause"],
      postContainersUnpause: ["POST /containers/{id}/unpause", "ContainerUnpause"],
      postContainersRestart: ["POST /containers/{id}/restart", "ContainerRestart"],
      postContainersStart: ["POST /containers/{id}/start", "ContainerStart"],
      postContainersStop: ["POST /containers/{id}/stop", "ContainerStop"],
      postContainersWait: ["POST /containers/{id}/wait", "ContainerWait"],
      postContainersResize: ["POST /containers/{id}/resize", "ContainerResize"],
      postContainersAttach: ["POST /containers/{id}/attach", "ContainerAttach"],
      postContainersCopy: ["POST /containers/{id}/copy"],
      postContainerExecCreate: ["POST /containers/{id}/exec", "ContainerExecCreate", "ExecCreate"],
      postContainerExecStart: [
        "POST /exec/{id}/start",
        "ContainerExecStart",
        "ContainerExecAttach",
        "ExecStart",
        "ExecAttach",
      ],
      postContainerExecResize: ["POST /exec/{id}/resize", "ContainerExecResize", "ExecResize"],
      postContainerRename: ["POST /containers/{id}/rename", "ContainerRename"],
      postContainerUpdate: ["POST /containers/{id}/update", "ContainerUpdate"],
      putContainersArchive: ["PUT /containers/{id}/archive", "CopyToContainer"],
      deleteContainers: ["DELETE /containers/{id}", "ContainerRemove"],
      postContainersPrune: ["POST /containers/prune", "ContainersPrune", "ContainerPrune"],
      postCommit: ["POST /commit", "ContainerCommit"],
    },
  },
  {
    type: "checkpointRouter",
    routes: {
      getContainerCheckpoints: ["GET /containers/{id}/checkpoints", "CheckpointList"],
      postContainerCheckpoint: ["POST /containers/{id}/checkpoints", "CheckpointCreate"],
      deleteContainerCheckpoint: [
        "DELETE /containers/{id}/checkpoints/{checkpoint}",
        "CheckpointDelete",
        "CheckpointRemove",
      ],
    },
  },
  {
    type: "imageRouter",
    routes: {
      getImagesJSON: ["GET /images/json", "ImageList"],
      getImagesSearch: ["GET /images/search", "ImageSearch"],
      getImagesGet: ["GET /images/{name}/get", "ImageSave"],
      getImagesHistory: ["GET /images/{name}/history", "ImageHistory"],
      getImagesByName: ["GET /images/{name}/json", "ImageInspect", "ImageInspectWithRaw"],
      postCommit: ["POST /commit"],
      postImagesCreate: ["POST /images/create", "ImagePull", "ImageCreate", "ImageImport"],
      postImagesLoad: ["POST /images/load", "ImageLoad"],
      postImagesPush: ["POST /images/{name}/push", "ImagePush"],
      postImagesTag: ["POST /images/{name}/tag", "ImageTag"],
      deleteImages: ["DELETE /images/{name}", "ImageRemove"],
      postImagesPrune: ["POST /images/prune", "ImagesPrune", "ImagePrune"],
      getImageAttestations: ["GET /images/{name}/attestations", "ImageAttestations"],
    },
  },
  {
    type: "buildRouter",
    routes: {
      postBuild: ["POST /build", "ImageBuild"],
      postPrune: ["POST /build/prune", "BuildCachePrune"],
      postCancel: ["POST /build/cancel", "BuildCancel"],
    },
  },
  {
    type: "networkRouter",
    routes: {
      getNetworksList: ["GET /networks", "NetworkList"],
      getNetwork: ["GET /networks/{id}", "NetworkInspect", "NetworkInspectWithRaw"],
      postNetworkCreate: ["POST /networks/create", "NetworkCreate"],
      postNetworkConnect: ["POST /networks/{id}/connect", "NetworkConnect"],
      postNetworkDisconnect: ["POST /networks/{id}/disconnect", "NetworkDisconnect"],
      deleteNetwork: ["DELETE /networks/{id}", "NetworkRemove"],
      postNetworksPrune: ["POST /networks/prune", "NetworksPrune"],
      postNetworkPrune: ["POST /networks/prune", "NetworkPrune"],
    },
  },
  {
    type: "volumeRouter",
    routes: {
      getVolumesList: ["GET /volumes", "VolumeList"],
      getVolumeByName: ["GET /volumes/{name}", "VolumeInspect", "VolumeInspectWithRaw"],
      postVolumesCreate: ["POST /volumes/create", "VolumeCreate"],
      deleteVolumes: ["DELETE /volumes/{name}", "VolumeRemove"],
      postVolumesPrune: ["POST /volumes/prune", "VolumesPrune", "VolumePrune"],
      putVolumesUpdate: ["PUT /volumes/{name}", "VolumeUpdate"],
    },
  },
  {
    type: "systemRouter",
    routes: {
      pingHandler: ["GET /_ping", "Ping"],
      getEvents: ["GET /events", "Events"],
      getInfo: ["GET /info", "Info"],
      getVersion: ["GET /version", "ServerVersion"],
      postAuth: ["POST /auth", "RegistryLogin"],
      getDiskUsage: ["GET /system/df", "DiskUsage"],
    },
  },
  {
    type: "swarmRouter",
    routes: {
      initCluster: ["POST /swarm/init", "SwarmInit"],
      joinCluster: ["POST /swarm/join", "SwarmJoin"],
      leaveCluster: ["POST /swarm/leave", "SwarmLeave"],
      inspectCluster: ["GET /swarm", "SwarmInspect"],
      updateCluster: ["POST /swarm/update", "SwarmUpdate"],
      getServices: ["GET /services", "ServiceList"],
      getService: ["GET /services/{id}", "ServiceInspect", "ServiceInspectWithRaw"],
      createService: ["POST /services/create", "ServiceCreate"],
      updateService: ["POST /services/{id}/update", "ServiceUpdate"],
      removeService: ["DELETE /services/{id}", "ServiceRemove"],
      getNodes: ["GET /nodes", "NodeList"],
      getNode: ["GET /nodes/{id}", "NodeInspect", "NodeInspectWithRaw"],
      removeNode: ["DELETE /nodes/{id}", "NodeRemove"],
      updateNode: ["POST /nodes/{id}/update", "NodeUpdate"],
      getTasks: ["GET /tasks", "TaskList"],
      getTask: ["GET /tasks/{id}", "TaskInspect", "TaskInspectWithRaw"],
      getUnlockKey: ["GET /swarm/unlockkey", "SwarmGetUnlockKey"],
      unlockCluster: ["POST /swarm/unlock", "SwarmUnlock"],
      getServiceLogs: ["GET /services/{id}/logs", "ServiceLogs"],
      getSecrets: ["GET /secrets", "SecretList"],
      createSecret: ["POST /secrets/create", "SecretCreate"],
      removeSecret: ["DELETE /secrets/{id}", "SecretRemove"],
      getSecret: ["GET /secrets/{id}", "SecretInspect", "SecretInspectWithRaw"],
      updateSecret: ["POST /secrets/{id}/update", "SecretUpdate"],
      getTaskLogs: ["GET /tasks/{id}/logs", "TaskLogs"],
      getConfigs: ["GET /configs", "ConfigList"],
      createConfig: ["POST /configs/create", "ConfigCreate"],
      removeConfig: ["DELETE /configs/{id}", "ConfigRemove"],
      getConfig: ["GET /configs/{id}", "ConfigInspect", "ConfigInspectWithRaw"],
      updateConfig: ["POST /configs/{id}/update", "ConfigUpdate"],
    },
  },
  {
    type: "pluginRouter",
    routes: {
      listPlugins: ["GET /plugins", "PluginList"],
      inspectPlugin: ["GET /plugins/{name}/json", "PluginInspect", "PluginInspectWithRaw"],
      removePlugin: ["DELETE /plugins/{name}", "PluginRemove"],
      enablePlugin: ["POST /plugins/{name}/enable", "PluginEnable"],
      disablePlugin: ["POST /plugins/{name}/disable", "PluginDisable"],
      pullPlugin: ["POST /plugins/pull", "PluginInstall"],
      pushPlugin: ["POST /plugins/{name}/push", "PluginPush"],
      setPlugin: ["POST /plugins/{name}/set", "PluginSet"],
      getPrivileges: ["GET /plugins/privileges"],
      upgradePlugin: ["POST /plugins/{name}/upgrade", "PluginUpgrade"],
      createPlugin: ["POST /plugins/create", "PluginCreate"],
    },
  },
  {
    type: "distributionRouter",
    routes: {
      getDistributionInfo: ["GET /distribution/{name}/json", "DistributionInspect"],
    },
  },
  {
    type: "sessionRouter",
    routes: {
      startSession: ["POST /session"],
    },
  },
  {
    type: "grpcRouter",
    routes: {
      serveGRPC: ["POST /grpc"],
    },
  },
];
