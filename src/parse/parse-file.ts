import { StackgraphError } from "../model/error.ts";
import { profileText } from "./forms/profile.ts";
import { type ParseOptions, type ParseResult, parse, parseTexts } from "./parse.ts";

/**
 * As `parse`, and reads protobuf profiles of goroutines too (debug=0, unpacked), for which a library has to be loaded. Their lines are
 * those of the text that debug=1 prints: they are in `recordLine`.
 *
 * @throws StackgraphError ERR_INVALID_ARGUMENT when `bytes` is no Uint8Array.
 */
export async function parseFile(bytes: Uint8Array, options: ParseOptions = {}): Promise<ParseResult> {
  if (!(bytes instanceof Uint8Array))
    throw new StackgraphError("ERR_INVALID_ARGUMENT", "parseFile needs the bytes of a file as a Uint8Array.");
  const text = await profileText(bytes, options.name ?? "");
  return text ? parseTexts([text]) : parse(bytes, options);
}
