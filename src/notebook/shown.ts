/** What a notebook gets: one entry for each MIME type in which the value can be shown. */
export type MimeBundle = Readonly<Record<string, string>>;

/** The method by which Deno's Jupyter kernel asks a value how to show itself. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value that a notebook shows as a picture or a table. Elsewhere `html`, `svg` and `text` are plain strings to place where one likes. */
export interface Shown {
  /** One HTML element without scripts and without anything to load. */
  readonly html: string;
  /** The picture alone, when there is one. */
  readonly svg?: string;
  readonly text: string;
  /** All forms by MIME type: what Deno's Jupyter kernel asks for. */
  [jupyterDisplay](): MimeBundle;
  /** The text. */
  toString(): string;
}

/** Makes a value that shows itself. */
export function shown(forms: { readonly html: string; readonly svg?: string; readonly text: string }): Shown {
  const { html, svg, text } = forms;
  return {
    ...forms,
    [jupyterDisplay]: () => ({
      "text/html": html,
      ...(svg !== undefined && { "image/svg+xml": svg }),
      "text/plain": text,
    }),
    toString: () => text,
  };
}
