/** A goroutine's header that is not the beginning of a plain line. */
export interface Anchor {
  readonly at: number;
  readonly lineStart: number;
  /** Line break's position, or the end of the text. */
  readonly lineEnd: number;
  /** How the line breaks behind it are written: as such, as `\n`, as `#012`. */
  readonly breaks: "real" | "escaped" | "octal";
  /** It is no header, but how a dump of another form begins. */
  readonly beginning?: {
    /** Text of its first line. */
    readonly sign: string;
    /** Where that stands: behind the first line where the sign belongs to the second one. */
    readonly signAt: number;
    /** Where its line starts. */
    readonly signLine: number;
    /** Up to where the line is like the next one: what stands before each line ends here at the latest, unless it varies. */
    readonly common: number;
    /** One of the next lines. */
    readonly follows: RegExp;
  };
}
