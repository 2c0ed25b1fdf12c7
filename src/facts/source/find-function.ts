import type { FuncName } from "../../model/dump.ts";
import { flatScope } from "./flat-scope.ts";
import type { FunctionFacts } from "./function-facts.ts";
import type { Declaration, GoFile } from "./go-file.ts";
import type { GoNode } from "./go-node.ts";
import { lineIndex } from "./line-index.ts";
import { fileScope, type Scope } from "./scope.ts";
import type { Summaries } from "./summaries.ts";

/** A function or literal of a file that a frame stands in. */
export interface Place {
  readonly declaration: Declaration;
  /** Literals around the line, outermost first, down to the one that the frame runs. */
  readonly literals: readonly GoNode[];
}

/** The function that a frame names, when the file has it around this line. */
export function findFunction(file: GoFile, func: FuncName, line: number): Place | undefined {
  if (isMadeByCompiler(func)) return undefined;
  const here = file.all.filter((candidate) => candidate.line <= line && line <= candidate.endLine);
  const declaration = here.find((candidate) => isNamed(candidate, func));
  if (!declaration) return func.closure === "" ? undefined : inlinedLiteral(here, line);
  const depth = literalDepth(func);
  const around = literalsAround(declaration.node, line);
  if (depth === 0) return { declaration, literals: [] };
  const literals: GoNode[] = [];
  for (let level = 0; level < depth; level++) {
    const here = around.filter(({ level: at }) => at === level).map(({ node }) => node);
    const inside = here.filter((node) => level === 0 || contains(literals[level - 1], node));
    const [only] = inside;
    // Two literals on one line cannot be told apart.
    if (inside.length > 1) return undefined;
    if (!only) break;
    literals.push(only);
  }
  return literals.length > 0 ? { declaration, literals } : undefined;
}

/**
 * A literal of a function that was inlined is called after the function that it was inlined into ("serve.func1" stands in logged): only the
 * line tells. Undefined when two literals stand there.
 */
function inlinedLiteral(here: readonly Declaration[], line: number): Place | undefined {
  const [declaration] = here;
  if (declaration?.kind !== "func") return undefined;
  const around = literalsAround(declaration.node, line);
  const isOneIn = around.every(({ level }, index) => level === index);
  return around.length > 0 && isOneIn ? { declaration, literals: around.map(({ node }) => node) } : undefined;
}

/**
 * The function whose `go f(x)` or `defer f(x)` stands on this line, for a frame of what the compiler makes of it: up to Go 1.21 that is called
 * like a literal of the function ("Run.func3").
 */
export function launcherOf(file: GoFile, func: FuncName, line: number): Declaration | undefined {
  if (func.closure === "") return undefined;
  return file.all.find(
    (candidate) =>
      candidate.line <= line &&
      line <= candidate.endLine &&
      isNamed(candidate, func) &&
      lineIndex(candidate.node).launches.has(line),
  );
}

/** Wrappers that the compiler makes for `go` and `defer` statements and for method values stand for no function of the source. */
export function isMadeByCompiler({ closure }: FuncName): boolean {
  return /(^|[.-])(gowrap|deferwrap)\d*$|^fm$|-fm$/.test(closure);
}

/** What is known about the function that a frame runs. */
export function factsOf({ declaration, literals }: Place, summaries: Summaries): FunctionFacts | undefined {
  let facts = declaration.kind === "func" ? summaries.facts(declaration) : undefined;
  for (const literal of literals) {
    const scope: Scope =
      facts?.literals.get(literal) ??
      (declaration.kind === "func" ? flatScope(declaration) : fileScope(declaration.file, declaration.name));
    facts = summaries.literal(literal, scope);
  }
  return facts;
}

/** Whether a frame's function can be this declaration, or a closure in it. */
export function isNamed(declaration: Declaration, func: FuncName): boolean {
  if (declaration.kind === "type") return false;
  if (declaration.kind === "var") return func.closure !== "";
  if (declaration.name === func.name && declaration.receiver === func.receiver) return true;
  // A closure of a function that was inlined carries both names: "F.G.func1" stands in G, and reads like a method of F.
  if (func.closure === "") return false;
  return (
    (declaration.name === func.name && !func.pointerReceiver) || func.closure.split(".").includes(declaration.name)
  );
}

/** How deep a closure lies: 2 for "func1.2"; bodies of range-over-func loops ("range1") belong to their function. */
export function literalDepth(func: FuncName): number {
  // Functions called init are numbered: "init.0".
  const closure = func.name === "init" ? func.closure.replace(/^\d+\.?/, "") : func.closure;
  return closure.split(/[.-]/).filter((part) => /^(func)?\d+$/.test(part) || part.startsWith("func·")).length;
}

function literalsAround(node: GoNode, line: number): { node: GoNode; level: number }[] {
  const found: { node: GoNode; level: number }[] = [];
  const visit = (at: GoNode, level: number): void => {
    if (at.line > line || at.endLine < line) return;
    const isLiteral = at.type === "func_literal";
    if (isLiteral) found.push({ node: at, level });
    for (const child of at.children) visit(child, isLiteral ? level + 1 : level);
  };
  visit(node, 0);
  return found;
}

function contains(outer: GoNode | undefined, inner: GoNode): boolean {
  return outer !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}
