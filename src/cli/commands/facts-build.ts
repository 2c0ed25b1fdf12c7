import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { buildCatalogue, catalogueText } from "../../facts/releases/build-releases.ts";
import type { ReleaseSource } from "../../facts/releases/read-release.ts";
import { StackgraphError } from "../../model/error.ts";
import { goSource } from "../../node/go-source.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";

interface FactsBuildOptions {
  readonly program?: string;
  readonly module?: string;
  readonly output?: string;
  /** The same, shorter. */
  readonly out?: string;
}

/** `stackgraph facts build [RELEASE=]FOLDER…` */
export async function factsBuildCommand(
  folders: readonly string[],
  { program, module, out, output = out }: FactsBuildOptions,
  io: Io,
): Promise<number> {
  const releases: ReleaseSource[] = [];
  for (const given of folders) {
    const { release, folder } = nameRelease(given);
    const source = await goSource([folder]);
    if (source.files.names.length === 0)
      throw new StackgraphError("ERR_UNREADABLE_INPUT", `${folder}: there is no .go file in it.`);
    const root = realpathSync(folder).replaceAll("\\", "/");
    const own = module ?? moduleOf(root);
    releases.push({ ...source, release, root, ...(own !== undefined && { module: own }) });
  }
  const name =
    program ??
    releases[0]?.module
      ?.replace(/\/v\d+$/, "")
      .split("/")
      .at(-1) ??
    "program";
  const catalogue = buildCatalogue(name, releases);
  const functions = catalogue.bodies.split(/[ ;]/);
  await emit([catalogueText(catalogue)], output, io);
  io.stderr.write(
    `stackgraph: ${name} ${catalogue.releases.join(", ")}: ${functions.length} functions that take locks or can block, of ${catalogue.modules.join(", ")}.\n`,
  );
  return exitCode.nothingWrong;
}

/** "1.2.3=folder", or a folder whose name ends in a version, or just a folder. */
function nameRelease(given: string): { release: string; folder: string } {
  const [, release, folder] = /^([\w.+-]+)=(.+)$/.exec(given) ?? [];
  if (release !== undefined && folder !== undefined) return { release, folder };
  const base = basename(given.replace(/[/\\]+$/, ""));
  return { release: /[@-]v?(\d+(?:\.\d+)+[\w.+-]*)$/.exec(base)?.[1] ?? base, folder: given };
}

function moduleOf(root: string): string | undefined {
  const file = join(root, "go.mod");
  return existsSync(file) ? /^module[ \t]+"?([^\s"]+)/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
}
