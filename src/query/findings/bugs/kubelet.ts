import type { KnownBug } from "./known-bug.ts";

/** Known bugs of kubelet. */
export const kubeletBugs: readonly KnownBug[] = [
  {
    name: "pleg-channel",
    process: ["kubelet"],
    parts: [
      {
        frames: [/\/pleg\.\(\*GenericPLEG\)\.relist$/],
        state: /^chan send/,
        example: "k8s.io/kubernetes/pkg/kubelet/pleg.(*GenericPLEG).relist(0xc42069ea20)",
      },
    ],
    meaning: "PLEG waits for somebody to take its events, and kubelet takes none while PLEG is not healthy.",
    affected: "kubernetes before 1.14",
    versions: [["1.2", "1.14"]],
    fixed: "kubernetes 1.14.0 (events that nobody takes are dropped)",
    reference: "kubernetes/kubernetes#72482, #72709",
    provenance: "public report",
  },
  {
    name: "pod-worker-kill",
    process: ["kubelet"],
    parts: [
      {
        frames: [/\/kubelet\.killPodNow\.func\d+\.(?:func)?\d+$/, /\/kubelet\.\(\*podWorkers\)\.managePodLoop/],
        state: /^chan send/,
        example: "k8s.io/kubernetes/pkg/kubelet.killPodNow.func1.1(0x1)",
      },
    ],
    meaning:
      "A pod worker hands over the end of a kill to somebody who has stopped waiting: that pod is never synchronised again.",
    affected: "kubernetes before 1.9.10, 1.10.0 to 1.10.5 and 1.11.0",
    versions: [
      ["1.2", "1.9.10"],
      ["1.10", "1.10.6"],
      ["1.11", "1.11.1"],
    ],
    fixed: "kubernetes 1.9.10, 1.10.6 and 1.11.1",
    reference: "kubernetes/kubernetes#65987; killPodNow in pod_workers.go of 1.10.5 and 1.10.6",
    provenance: "source",
  },
];
