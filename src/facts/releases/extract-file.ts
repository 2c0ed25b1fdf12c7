import type { LockEffect } from "../frame-reading.ts";
import { flatScope, ownerName } from "../source/flat-scope.ts";
import type { FunctionFacts } from "../source/function-facts.ts";
import type { Declaration, GoFile } from "../source/go-file.ts";
import { type GoNode, walk } from "../source/go-node.ts";
import { lineIndex } from "../source/line-index.ts";
import type { LockExpressions } from "../source/lock-expression.ts";
import type { Effect, State } from "../source/lock-state.ts";
import { fileScope, type Scope } from "../source/scope.ts";
import { askedAt, givenLocks, operandOf } from "../source/source-frames.ts";
import type { Summaries } from "../source/summaries.ts";
import { commonEffects } from "./place-in-release.ts";
import { BLOCKS, type ReadBody, type ReadFunction, type ReadPoint } from "./read-function.ts";

/** Methods of package sync that return at once: no traceback shows them waiting. */
const PASSING = /^(Unlock|RUnlock|TryLock|TryRLock)$/;

/** What the functions of a file do with locks, place by place; `path` leads to it from the root of its tree, `importPath` to its package. */
export function extractFile(
  file: GoFile,
  path: string,
  importPath: string,
  { summaries, locks }: { readonly summaries: Summaries; readonly locks: LockExpressions },
): ReadFunction[] {
  return file.all.flatMap((declaration) => {
    if (declaration.kind === "type") return [];
    const bodies = bodiesOf(declaration, summaries, locks);
    if (bodies.length === 0) return [];
    const name = declaration.kind === "func" ? ownerName(declaration) : declaration.name;
    const { line } = declaration.node;
    return [{ package: importPath, file: path, name, line, bodies }];
  });
}

function bodiesOf(declaration: Declaration, summaries: Summaries, locks: LockExpressions): ReadBody[] {
  const bodies: ReadBody[] = [];
  const { node } = declaration;
  const read = (facts: FunctionFacts, depth: number): void => {
    bodies.push(bodyOf(facts, depth, node, locks));
    readLiterals(facts.node, facts, depth, undefined);
  };
  /** Literals directly inside of a node, each with the scope where it stands. */
  const readLiterals = (around: GoNode, facts: FunctionFacts | undefined, depth: number, scope: Scope | undefined) => {
    walk(around, (inner) => {
      if (inner.type !== "func_literal" || inner === around) return true;
      const visible = facts?.literals.get(inner) ?? scope ?? outerScope(declaration);
      read(summaries.literal(inner, visible), depth + 1);
      return false;
    });
  };
  if (declaration.kind === "func") read(summaries.facts(declaration), 0);
  else readLiterals(node, undefined, 0, fileScope(declaration.file, declaration.name));
  return bodies;
}

function outerScope(declaration: Declaration): Scope {
  return declaration.kind === "func" ? flatScope(declaration) : fileScope(declaration.file, declaration.name);
}

function bodyOf(facts: FunctionFacts, depth: number, declaration: GoNode, locks: LockExpressions): ReadBody {
  const { node } = facts;
  const base = declaration.line;
  const points = new Map<string, ReadPoint>();
  const add = (point: ReadPoint) => {
    const key = `${point.line} ${point.callee} ${point.deferred}`;
    const known = points.get(key);
    points.set(key, known ? { ...point, effects: commonEffects([known, point]) } : point);
  };
  for (const call of facts.calls) {
    if (PASSING.test(call.callee) && operandOf(call.node) && call.state.effects.size === 0) continue;
    const asked = call.deferred ? undefined : askedAt(call, locks);
    const effects = lockEffects(call.state, base);
    for (const line of call.lines) {
      add({
        line: line - base,
        callee: call.callee,
        effects,
        ...(asked && { asked }),
        ...(call.deferred && { deferred: true as const }),
      });
    }
  }
  for (const line of lineIndex(node).blocking) {
    const state = facts.lines.get(line);
    if (state) add({ line: line - base, callee: BLOCKS, effects: lockEffects(state, base) });
  }
  return {
    depth,
    start: node.line - base,
    end: node.endLine - base,
    points: [...points.values()].sort((a, b) => a.line - b.line),
    given: givenLocks(facts).map((effect) => lockEffect(effect, base)),
  };
}

function lockEffects(state: State | undefined, base: number): LockEffect[] {
  return [...(state?.effects.values() ?? [])].map((effect) => lockEffect(effect, base));
}

function lockEffect({ sign, certain, lock }: Effect, base: number): LockEffect {
  const { class: name, mode, line } = lock;
  return { sign, certain, class: name, mode, shared: lock.shared === true, line: line - base };
}
