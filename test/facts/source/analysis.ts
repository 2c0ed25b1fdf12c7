import { ClassNames } from "../../../src/facts/source/class-names.ts";
import { ExpressionTypes } from "../../../src/facts/source/expression-type.ts";
import type { SourceFiles } from "../../../src/facts/source/file-index.ts";
import { factsOf } from "../../../src/facts/source/find-function.ts";
import { type GoNode, walk } from "../../../src/facts/source/go-node.ts";
import type { GoParser } from "../../../src/facts/source/go-parser.ts";
import { Types } from "../../../src/facts/source/go-type.ts";
import { LockClasses } from "../../../src/facts/source/lock-class.ts";
import { LockExpressions } from "../../../src/facts/source/lock-expression.ts";
import { joinAll, type State } from "../../../src/facts/source/lock-state.ts";
import { Summaries } from "../../../src/facts/source/summaries.ts";
import { Workspace } from "../../../src/facts/source/workspace.ts";

/** What the analysis says about lines of one file, without a dump. */
export function analysis(files: SourceFiles, parser: GoParser): (name: string, line: number) => string {
  const workspace = new Workspace(files, parser);
  const types = new ExpressionTypes(workspace, new Types(workspace));
  const locks = new LockExpressions(types, new LockClasses(workspace, types, new ClassNames()));
  const summaries = new Summaries(types, locks);
  return (name, line) => {
    const file = workspace.file(name);
    const declaration = file?.all.find((candidate) => candidate.line <= line && line <= candidate.endLine);
    if (!declaration) return "no function";
    const facts = factsOf({ declaration, literals: literalsAt(declaration.node, line) }, summaries);
    const calls = facts?.calls.filter((call) => !call.deferred && call.lines.includes(line)) ?? [];
    const state = calls.length > 0 ? joinAll(calls.map((call) => call.state)) : facts?.lines.get(line);
    return describe(state);
  };
}

/** "may: a.b; holds: c.d (reading)" */
function describe(state: State | undefined): string {
  const held = [...(state?.effects.values() ?? [])].filter(({ sign }) => sign > 0);
  const list = (certain: boolean) =>
    held
      .filter((effect) => effect.certain === certain)
      .map(({ lock }) => `${lock.class?.replace(/^shapes\./, "")}${lock.mode === "rlock" ? " (reading)" : ""}`)
      .toSorted()
      .join(", ");
  const parts = [
    ["may", list(false)],
    ["holds", list(true)],
  ].filter(([, names]) => names !== "");
  return parts.map(([word, names]) => `${word}: ${names}`).join("; ");
}

function literalsAt(declaration: GoNode, line: number): GoNode[] {
  const around: GoNode[] = [];
  walk(declaration, (node) => {
    if (node.line > line || node.endLine < line) return false;
    if (node.type === "func_literal" && node.line < line) around.push(node);
    return true;
  });
  return around;
}
