import type {
  Ancestor,
  Arg,
  AttributeValue,
  CreatedBy,
  Dump,
  FuncName,
  Goroutine,
  Location,
} from "../../src/model/dump.ts";
import type { CrashNode, FuncNode, HeaderNode, RegisterPair } from "../../src/parse/ast.ts";
import { FORMS } from "../../src/parse/forms/forms.ts";
import { makeFuncName, nativeName } from "../../src/parse/func-name.ts";
import { makeHeader } from "../../src/parse/header.ts";
import { type ParseResult, parseTexts } from "../../src/parse/parse.ts";

/** Parses a text as it is, without looking for envelopes around it. */
export function readPlain(bytes: Uint8Array, file = ""): ParseResult {
  const envelope = { format: "plain", fields: {} };
  return parseTexts([{ file, bytes, line: 1, escaped: false, closed: false, cut: false, envelope }]);
}

/** A goroutine as plain data, made by either way of parsing. */
export interface PlainGoroutine {
  readonly id: number | undefined;
  readonly state: string;
  readonly minutes: number | undefined;
  readonly lockedToThread: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly frames: readonly { func: FuncName; args: string | undefined; location: Location | undefined }[];
  readonly elided: { after: number; count: number } | undefined;
  readonly unavailable: boolean;
  readonly createdBy: { func: FuncName; location: Location | undefined } | undefined;
  readonly creator: number | undefined;
  readonly ancestors: readonly unknown[];
}

/** What the rule Text of the grammar returns. */
export type TextNode = readonly ItemNode[];

export type ItemNode =
  | ({ readonly kind: "goroutine"; readonly header: HeaderNode & { readonly id: number | string } } & BodyNode)
  | ({ readonly kind: "runtime" } & BodyNode)
  | ({ readonly kind: "bare" } & BodyNode)
  | CrashNode
  | { readonly kind: "registers"; readonly registers: readonly RegisterPair[] }
  | { readonly kind: "other" };

export interface BodyNode {
  readonly lines: readonly LineNode[];
  readonly created: CreationNode | null;
  readonly ancestors: readonly { goroutine: number; lines: readonly LineNode[]; created: CreationNode | null }[];
}

type LineNode =
  | { readonly kind: "frame"; readonly func: FuncNode; readonly args: string; readonly location: Location }
  | { readonly kind: "frame"; readonly native: string; readonly location?: Location; readonly args?: undefined }
  | { readonly kind: "elided"; readonly count: number }
  | { readonly kind: "unavailable" }
  | { readonly kind: "noise" };

interface CreationNode {
  readonly func: FuncNode;
  readonly goroutine: number | null;
  readonly location: Location | null;
}

/** The goroutines of a grammar-only parse. */
export function fromGrammar(items: TextNode): PlainGoroutine[] {
  return items.flatMap((item) =>
    item.kind === "goroutine" || item.kind === "runtime" || item.kind === "bare" ? [fromItem(item)] : [],
  );
}

function fromItem(item: Extract<ItemNode, BodyNode>): PlainGoroutine {
  const id = item.kind === "goroutine" ? item.header.id : undefined;
  const header = item.kind === "goroutine" ? makeHeader(item.header) : undefined;
  const elidedAt = item.lines.findIndex((line) => line.kind === "elided");
  const elided = item.lines[elidedAt];
  return {
    id: exact(id),
    state: header?.state ?? "",
    minutes: header?.minutes,
    lockedToThread: header?.lockedToThread ?? false,
    attributes: { ...header?.attributes, ...(typeof id === "string" && { id }) },
    frames: framesOf(item.lines),
    elided:
      elided?.kind === "elided"
        ? { after: framesOf(item.lines.slice(0, elidedAt)).length, count: elided.count }
        : undefined,
    unavailable: item.lines.some((line) => line.kind === "unavailable"),
    createdBy: item.created ? creationOf(item.created) : undefined,
    creator: exact(item.created?.goroutine),
    ancestors: item.ancestors.map(({ goroutine, lines, created }) => ({
      goroutine,
      frames: framesOf(lines).map(({ func, location }) => ({ func, location })),
      ...(created && { createdBy: creationOf(created) }),
    })),
  };
}

/** The grammar returns an id as text when a number cannot hold it. */
function exact(id: number | string | null | undefined): number | undefined {
  return typeof id === "number" ? id : undefined;
}

function framesOf(lines: readonly LineNode[]) {
  return lines.flatMap((line) =>
    line.kind === "frame"
      ? [
          {
            func: "native" in line ? nativeName(line.native) : makeFuncName(line.func),
            args: line.args,
            location: line.location,
          },
        ]
      : [],
  );
}

function creationOf({ func, location }: CreationNode) {
  return { func: makeFuncName(func), location: location ?? undefined };
}

/** The goroutines of a dump of the library's own way of parsing. */
export function fromDump(dump: Dump): PlainGoroutine[] {
  return [...dump.goroutines].map(fromView);
}

export function fromView(goroutine: Goroutine): PlainGoroutine {
  const { id, state, minutes, lockedToThread, attributes, stack, creator, ancestors } = goroutine;
  return {
    id,
    state,
    minutes,
    lockedToThread,
    attributes,
    frames: stack.frames.map(({ func, location }, index) => ({
      func,
      args: goroutine.argsText(index),
      location,
    })),
    elided: stack.elided,
    unavailable: stack.unavailable ?? false,
    createdBy: stack.createdBy && plainCreation(stack.createdBy),
    creator,
    ancestors: ancestors.map(plainAncestor),
  };
}

function plainCreation({ func, location }: CreatedBy) {
  return { func, location };
}

function plainAncestor({ goroutine, frames, createdBy }: Ancestor) {
  return {
    goroutine,
    frames: frames.map(plainCreation),
    ...(createdBy && { createdBy: plainCreation(createdBy) }),
  };
}

/** The dump is Go's own form: the only one that the grammar of goroutines reads. */
export function isOwnForm({ envelope }: Dump): boolean {
  return !FORMS.some(({ name }) => name === envelope.format);
}

/** An argument list as Go prints it. */
export function printArgs(args: readonly Arg[]): string {
  return args.map(printArg).join(", ");
}

function printArg(arg: Arg): string {
  switch (arg.kind) {
    case "word":
      return arg.value + (arg.stale ? "?" : "");
    case "aggregate":
      return `{${printArgs(arg.items)}}`;
    case "elided":
      return "...";
    case "unknown":
      return "_";
  }
}
