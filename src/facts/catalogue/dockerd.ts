import type { FactSet } from "../fact.ts";
import { classes } from "./dockerd/classes.ts";
import { holds } from "./dockerd/holds.ts";

export const dockerd: FactSet = { program: "dockerd", classes, holds };
