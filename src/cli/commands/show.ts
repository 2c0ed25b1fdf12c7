import type { Command } from "commander";
import { requestOf } from "../../calls/request.ts";
import { StackgraphError } from "../../model/error.ts";
import { goSource } from "../../node/go-source.ts";
import { graphOfFiles } from "../../query/graph-of-files.ts";
import { toDiagnosis } from "../../query/to-diagnosis.ts";
import { renderGoroutine } from "../../view/goroutine.ts";
import { waitPhrase } from "../../view/wait-words.ts";
import { waitOf } from "../../waits/wait-of.ts";
import type { ColorChoice } from "../color.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import { findGoroutine } from "../find-goroutine.ts";
import { noDump } from "../gather.ts";
import { printOptions, readGiven } from "../given.ts";
import type { Io } from "../io.ts";

interface ShowOptions {
  readonly color: ColorChoice;
  readonly output?: string;
  readonly source?: readonly string[];
}

/** `stackgraph show GOROUTINE PATH…` */
export async function showCommand(
  wanted: string,
  given: readonly string[],
  options: ShowOptions,
  io: Io,
  command: Command,
): Promise<number> {
  if (!/(^|:)\d+$/.test(wanted)) {
    throw new StackgraphError(
      "ERR_INVALID_ARGUMENT",
      `"${wanted}" is no goroutine: give its id, or dump:id ("dockerd:155").`,
    );
  }
  const input = await readGiven(given, io, command);
  if (!input) return exitCode.usage;
  const { paths, files, problems } = input;
  const source = options.source && (await goSource(options.source));
  const graph = await graphOfFiles(files, {
    crowds: true,
    ...(source && { source }),
    ...(io.progress && { onProgress: io.progress.report }),
  });
  const dumps = graph.getAttribute("dumps");
  if (dumps.length === 0) throw await noDump(paths, files, problems);
  const { dump, goroutine } = findGoroutine(wanted, dumps);
  const request = requestOf(goroutine);
  const facts = {
    ref: { dump, goroutine: goroutine.id ?? -1 },
    goroutine,
    wait: waitPhrase(waitOf(goroutine)),
    ...(request !== undefined && { request }),
  };
  const page = printOptions(options.color, options.output, io);
  await emit([renderGoroutine(facts, toDiagnosis(graph), page)], options.output, io);
  return exitCode.nothingWrong;
}
