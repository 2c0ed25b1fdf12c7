/** What the rules of grammar/goroutine.peggy return. */

export type LabelPair = readonly [key: string, value: string];

export interface HeaderItem {
  readonly name: string;
  readonly value: string | number | boolean | readonly LabelPair[];
}

/** A header behind its id. */
export interface HeaderNode {
  readonly state: string;
  readonly attributes: readonly HeaderItem[];
}

export interface FuncNode {
  /** Escaped, with vendor prefix. */
  readonly package: string;
  readonly receiver?: string;
  readonly pointerReceiver?: boolean;
  readonly name: string;
  /** With the sign that separates it: ".func1", "-fm". */
  readonly closure: string;
}

export interface CreatedByNode {
  readonly func: FuncNode;
}
