/** The part of a Node stream that is used. */
export interface Output {
  write(text: string): unknown;
  once?(event: "drain" | "close", listener: () => void): unknown;
  off?(event: "drain" | "close", listener: () => void): unknown;
  /** Set when the reader has gone (`| head`): the rest need not be made. */
  readonly destroyed?: boolean;
}
