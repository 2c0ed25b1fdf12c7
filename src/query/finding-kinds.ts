import { type CauseId, causeKinds } from "./findings/cause-kinds.ts";
import type { FindingKind } from "./findings/kind.ts";
import { type WaitId, waitKinds } from "./findings/wait-kinds.ts";

export type { FindingKind };

/** The closed list of identifiers of findings. */
export type FindingId = WaitId | CauseId;

/** What each means, what its evidence proves, and what a person can do next. `{verb}` and the like are filled in. */
export const findingKinds: Readonly<Record<FindingId, FindingKind>> = { ...waitKinds, ...causeKinds };
