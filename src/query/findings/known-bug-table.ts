import { containerdBugs } from "./bugs/containerd.ts";
import { dockerBugs } from "./bugs/docker.ts";
import type { KnownBug } from "./bugs/known-bug.ts";
import { kubeletBugs } from "./bugs/kubelet.ts";
import { libraryBugs } from "./bugs/libraries.ts";

/** All of them, special before general. */
export const knownBugs: readonly KnownBug[] = [...dockerBugs, ...containerdBugs, ...kubeletBugs, ...libraryBugs];
