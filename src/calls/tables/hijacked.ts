import type { SymbolRule } from "../symbol-rule.ts";

/** A client of Docker's API that has got its answer and keeps the connection for itself, to send and receive streams over it. */
export interface HijackRule extends SymbolRule {
  /** The router's method that serves the connection as long as it lasts. */
  readonly method: string;
  readonly source: string;
}

/** Functions that return when the connection ends. */
export const hijackRules: readonly HijackRule[] = [
  {
    name: "dockershim-exec",
    pattern: /\/(?:libdocker|dockertools)\.\(\*kubeDockerClient\)\.StartExec$/,
    example: "k8s.io/kubernetes/pkg/kubelet/dockershim/libdocker.(*kubeDockerClient).StartExec",
    method: "postContainerExecStart",
    source: "kubernetes v1.20.15 pkg/kubelet/dockershim/libdocker/kube_docker_client.go:491",
  },
  {
    name: "dockershim-attach",
    pattern: /\/(?:libdocker|dockertools)\.\(\*kubeDockerClient\)\.AttachToContainer$/,
    example: "k8s.io/kubernetes/pkg/kubelet/dockershim/libdocker.(*kubeDockerClient).AttachToContainer",
    method: "postContainersAttach",
    source: "kubernetes v1.20.15 pkg/kubelet/dockershim/libdocker/kube_docker_client.go:521",
  },
];
