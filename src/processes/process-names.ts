import type { ProcessKind } from "../model/process.ts";

/** Program names of each process kind. comm is cut to 15 bytes: "containerd-shim" stands for all shims. */
export const processNames: readonly {
  readonly process: ProcessKind;
  readonly pattern: RegExp;
  readonly example: string;
}[] = [
  { process: "dockerd", pattern: /^dockerd(?:-ce|-current)?$/, example: "dockerd" },
  { process: "containerd-shim", pattern: /^(?:docker-)?containerd-shim/, example: "containerd-shim-runc-v2" },
  { process: "containerd", pattern: /^(?:docker-)?containerd$/, example: "docker-containerd" },
  { process: "runc", pattern: /^(?:docker-)?runc(?:-current)?$/, example: "docker-runc" },
  { process: "kubelet", pattern: /^kubelet$/, example: "kubelet" },
];

/** The kind of process that a program of this name is. */
export function processKindOf(name: string): ProcessKind {
  return processNames.find((rule) => rule.pattern.test(name))?.process ?? "other";
}
