import { containerd } from "./catalogue/containerd.ts";
import { dockerd } from "./catalogue/dockerd.ts";
import { libraries } from "./catalogue/libraries.ts";
import type { FactSet } from "./fact.ts";

/** The lock facts that ship with the package. */
export const catalogue: readonly FactSet[] = [dockerd, containerd, libraries];
