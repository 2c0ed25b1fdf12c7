import type { ParsedGoroutine, ParsedModel } from "../model/diagnosis.ts";
import type { Ancestor, Goroutine } from "../model/dump.ts";

/** A dump's goroutines with what the diagnosis says of the dump as a whole. */
export interface NamedDump {
  readonly summary: Omit<ParsedModel["dumps"][number], "goroutines">;
  readonly goroutines: Iterable<Goroutine>;
}

/**
 * The model as JSON (`ParsedModel`), piece by piece: dumps reach hundreds of MB, and no piece is longer than one goroutine. One goroutine a
 * line, a newline at the end.
 */
export function* modelJson(dumps: readonly NamedDump[]): Generator<string> {
  yield `{"schema":"${"stackgraph.model/1" satisfies ParsedModel["schema"]}","dumps":[`;
  for (const [at, { summary, goroutines }] of dumps.entries()) {
    yield `${at > 0 ? "," : ""}\n${JSON.stringify(summary).slice(0, -1)},"goroutines":[`;
    let separator = "\n";
    for (const goroutine of goroutines) {
      yield separator + JSON.stringify(parsedGoroutine(goroutine));
      separator = ",\n";
    }
    yield "\n]}";
  }
  yield "\n]}\n";
}

/** One goroutine a line (newline-delimited JSON), each with the name of its `dump`. */
export function* modelNdjson(dumps: readonly NamedDump[]): Generator<string> {
  for (const { summary, goroutines } of dumps) {
    for (const goroutine of goroutines) {
      yield `${JSON.stringify({ dump: summary.dump, ...parsedGoroutine(goroutine) })}\n`;
    }
  }
}

/** A goroutine as plain data: what was printed, nothing inferred. */
function parsedGoroutine(goroutine: Goroutine): ParsedGoroutine {
  const { id, state, minutes, lockedToThread, attributes, stack, creator, ancestors, lines, partial, count } =
    goroutine;
  const { elided, createdBy } = stack;
  return {
    ...(id !== undefined && { id }),
    state,
    ...(minutes !== undefined && { minutes }),
    ...(lockedToThread && { lockedToThread }),
    ...(Object.keys(attributes).length > 0 && {
      attributes: { ...attributes } as NonNullable<ParsedGoroutine["attributes"]>,
    }),
    frames: stack.frames.map(({ func, location, inlined }, at) => {
      const { line, recordLine } = goroutine.lineOf(at);
      const args = inlined ? undefined : goroutine.argsText(at);
      return {
        func: func.text,
        ...(args !== undefined && { args }),
        ...(inlined && { inlined }),
        ...location,
        dumpLine: line,
        ...(recordLine !== undefined && { recordLine }),
      };
    }),
    ...(ancestors.length > 0 && { ancestors: ancestors.map(plainAncestor) }),
    ...(elided && { elided: elided.count }),
    ...(createdBy && {
      createdBy: {
        func: createdBy.func.text,
        ...position(createdBy.location),
        ...(creator !== undefined && { goroutine: creator }),
      },
    }),
    lines: [...lines],
    ...(partial && { partial }),
    ...(count !== 1 && { count }),
  };
}

function plainAncestor({ goroutine, frames }: Ancestor): NonNullable<ParsedGoroutine["ancestors"]>[number] {
  return { goroutine, frames: frames.map(({ func, location }) => ({ func: func.text, ...position(location) })) };
}

function position(location: { readonly file: string; readonly line: number } | undefined): {
  file?: string;
  line?: number;
} {
  return location ? { file: location.file, line: location.line } : {};
}
