/** Calls that wait by design: that one is pending says nothing is wrong. */
export interface IdleMethod {
  readonly name: string;
  /** Matched against "Service/Method". */
  readonly pattern: RegExp;
  readonly example: string;
  readonly why: string;
}

export const idleMethods: readonly IdleMethod[] = [
  {
    name: "wait-for-exit",
    pattern: /\/(?:Wait|WaitSandbox|WaitProcess)$/,
    example: "Tasks/Wait",
    why: "returns when the container ends",
  },
  {
    name: "docker-wait-for-exit",
    pattern: /^containerRouter\/postContainersWait$/,
    example: "containerRouter/postContainersWait",
    why: "returns when the container ends",
  },
  {
    name: "event-stream",
    pattern: /\/(?:Subscribe|Events|getEvents|GetContainerEvents|GetOOMEvent|Watch)$/,
    example: "Events/Subscribe",
    why: "waits for the next event",
  },
  {
    name: "output-stream",
    pattern: /\/(?:ReadStdout|ReadStderr|getContainersLogs|getServiceLogs|getTaskLogs)$/,
    example: "AgentService/ReadStdout",
    why: "waits for the program's next output",
  },
  {
    name: "statistics-stream",
    pattern: /^containerRouter\/getContainersStats$/,
    example: "containerRouter/getContainersStats",
    why: "prints once a second until the client leaves",
  },
  {
    name: "attached-terminal",
    pattern: /^containerRouter\/(?:post|ws)ContainersAttach$/,
    example: "containerRouter/postContainersAttach",
    why: "lasts as long as somebody is attached",
  },
  {
    name: "session",
    pattern: /\/(?:startSession|serveGRPC|Session)$/,
    example: "sessionRouter/startSession",
    why: "a connection kept open",
  },
];

/** Streams that are the answer to one request: their receiver does wait for something that is due. Matched as above. */
export const answeringStreams: readonly Omit<IdleMethod, "why">[] = [
  {
    name: "content-and-lists",
    pattern: /\/(?:Read|List|ListStream|Pull|Apply|Export|Import)$/,
    example: "Content/Read",
  },
];
