import { CatalogueBuilder } from "./catalogue-builder.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { type ReleaseSource, readRelease } from "./read-release.ts";
import { worthKeeping } from "./worth-keeping.ts";

/** Reads the source of releases of one program, oldest first, and puts what they hold at which line in one catalogue. */
export function buildCatalogue(program: string, releases: Iterable<ReleaseSource>): CatalogueFile {
  const builder = new CatalogueBuilder(program);
  for (const source of releases) {
    const { functions, kinds, importPath } = readRelease(source);
    builder.add(source.release, importPath, worthKeeping(functions), kinds);
  }
  return builder.finish();
}

/** A catalogue as text: JSON with one file a line. */
export function catalogueText(catalogue: CatalogueFile): string {
  return `${JSON.stringify(catalogue).replaceAll('","', '",\n"')}\n`;
}
