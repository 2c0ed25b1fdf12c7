import type { InputFile } from "../../../src/model/input.ts";
import type { UnpackLimits } from "../../../src/read/archives/budget.ts";
import { type Unpacked, unpack } from "../../../src/read/archives/unpack.ts";

export async function unpackAll(file: InputFile, limits?: UnpackLimits): Promise<Unpacked[]> {
  const files: Unpacked[] = [];
  for await (const unpacked of unpack(file, limits)) files.push(unpacked);
  return files;
}
