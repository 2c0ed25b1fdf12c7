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
  /** As printed. */
  readonly text: string;
  /** Escaped, with vendor prefix. */
  readonly package: string;
  readonly receiver?: string;
  readonly pointerReceiver?: boolean;
  /** What old Go prints before the name of an unexported method value, inside parentheses: "net/http." */
  readonly qualifier?: string;
  readonly name: string;
  /** With the sign that separates it: ".func1", "-fm". */
  readonly closure: string;
}

export interface CreatedByNode {
  readonly func: FuncNode;
}

/** A line that a crash prints around the goroutines. */
export type CrashNode =
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "detail" }
  | { readonly kind: "separator" }
  | { readonly kind: "exit"; readonly status: number };

export type RegisterPair = readonly [name: string, value: string];
