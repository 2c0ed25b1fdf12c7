import { calleeName, callLines } from "./call-name.ts";
import { field, type GoNode, walk } from "./go-node.ts";

/** What stands on the lines of a declaration, for comparing them with frames. */
export interface LineIndex {
  /** Names called on a line; "" for a call of a literal or of another call's result. */
  readonly calls: ReadonlyMap<number, ReadonlySet<string>>;
  /** Lines where a goroutine can block without a call: channel operations, select. */
  readonly blocking: ReadonlySet<number>;
  /** Lines of `go` and `defer` statements. */
  readonly launches: ReadonlySet<number>;
  /** Lines where the function, or a literal in it, ends. */
  readonly ends: ReadonlySet<number>;
  /** Names that `defer` statements call: they are called where the function ends. */
  readonly deferred: ReadonlySet<string>;
}

const indexes = new WeakMap<GoNode, LineIndex>();

/** Reads a declaration's lines; remembered. */
export function lineIndex(declaration: GoNode): LineIndex {
  const known = indexes.get(declaration);
  if (known) return known;
  const calls = new Map<number, Set<string>>();
  const blocking = new Set<number>();
  const launches = new Set<number>();
  const ends = new Set([declaration.endLine]);
  const deferred = new Set<string>();
  walk(declaration, (node) => {
    if (node.type === "call_expression") {
      for (const line of callLines(node)) calls.set(line, (calls.get(line) ?? new Set()).add(calleeName(node)));
    } else if (node.type === "func_literal") ends.add(node.endLine);
    else if (node.type === "return_statement") ends.add(node.line).add(node.endLine);
    else if (node.type === "defer_statement") {
      const [call] = node.children;
      if (call) deferred.add(calleeName(call));
      launches.add(node.line);
    } else if (node.type === "go_statement") launches.add(node.line);
    else if (isBlocking(node)) blocking.add(node.line);
    return true;
  });
  const index = { calls, blocking, launches, ends, deferred };
  indexes.set(declaration, index);
  return index;
}

function isBlocking(node: GoNode): boolean {
  if (node.type === "send_statement" || node.type === "select_statement") return true;
  if (node.type === "unary_expression") return field(node, "operator")?.text === "<-";
  return node.type === "for_statement" && node.children.some(({ type }) => type === "range_clause");
}
