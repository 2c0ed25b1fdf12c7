/** A goroutine, as a reader of dumps returns it or as it stands in a text. */
export interface ReadGoroutine {
  readonly id?: number | undefined;
  readonly state: string;
  readonly minutes: number;
  readonly locked: boolean;
  readonly frames: readonly ReadFrame[];
  /** The go statement that started it. */
  readonly created?: ReadFrame | undefined;
}

export interface ReadFrame {
  readonly func: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}
