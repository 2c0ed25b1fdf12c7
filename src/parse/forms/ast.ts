/** What the rules of grammar/forms.peggy return. */

/** A goroutine's id; as text where a number cannot hold it. */
export type IdNode = number | string;

interface PositionNode {
  readonly file: string;
  readonly line: number;
}

export type ProfileNode =
  | { readonly kind: "total"; readonly profile: string; readonly total: number }
  | { readonly kind: "bucket"; readonly count: number }
  | { readonly kind: "labels"; readonly labels: readonly (readonly [key: string, value: string])[] }
  | ({
      readonly kind: "frame";
      readonly pc: string;
      readonly func?: string;
      readonly offset?: string | null;
    } & Partial<PositionNode>);

export type RaceNode =
  | { readonly kind: "fence" }
  | { readonly kind: "title" }
  | { readonly kind: "access"; readonly access: string; readonly address: string; readonly goroutine: IdNode }
  | { readonly kind: "creation"; readonly goroutine: IdNode; readonly state: string }
  | { readonly kind: "unknown" }
  | ({ readonly kind: "location"; readonly offset: string | null } & PositionNode)
  | { readonly kind: "call"; readonly func: string };

export type DelveNode =
  | ({
      readonly kind: "goroutine";
      readonly id: IdNode;
      /** What the position is of: "User", "Runtime", "Go" (the statement that started it), "Start". */
      readonly place: string;
      readonly func: string;
      readonly pc: string;
      readonly thread: number | null;
      readonly state?: string;
      readonly since?: number | null;
    } & PositionNode)
  | { readonly kind: "frame"; readonly index: number; readonly pc: string; readonly func: string }
  | ({ readonly kind: "position" } & PositionNode)
  | { readonly kind: "total"; readonly total: number };

export interface GoleakNode {
  readonly id: IdNode;
  /** What stood between the brackets of its header: "chan receive, 3 minutes". */
  readonly state: string;
}

/** The start rules, and what they return. */
export interface FormRules {
  ProfileLine: ProfileNode;
  RaceLine: RaceNode;
  DelveLine: DelveNode;
  GoleakHeader: GoleakNode;
}
