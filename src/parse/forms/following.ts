import { LineReader } from "../line-reader.ts";

/** The text of the next line; "" at the end. */
export function followingText({ bytes, next }: LineReader): string {
  const ahead = new LineReader(bytes, next);
  return ahead.advance() ? ahead.text : "";
}
