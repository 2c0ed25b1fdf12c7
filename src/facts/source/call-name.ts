import { field, type GoNode, unwrap } from "./go-node.ts";

/** Name of what a call calls: "Lock" of `s.mu.Lock()`; "" for a literal or the result of another call. */
export function calleeName(call: GoNode): string {
  const called = calledName(call);
  return called?.type === "func_literal" ? "" : (called?.text ?? "");
}

/** Lines on which a traceback can show a call: which one depends on the compiler's version. */
export function callLines(call: GoNode): number[] {
  const name = calledName(call);
  const list = field(call, "arguments");
  return [...new Set([call.line, name?.line ?? call.line, list?.line ?? call.line, call.endLine])];
}

function calledName(call: GoNode): GoNode | undefined {
  let called = field(call, "function");
  if (!called) return undefined;
  called = unwrap(called);
  if (called.type === "index_expression" || called.type === "type_instantiation_expression")
    called = unwrap(called.children[0] ?? called);
  if (called.type === "selector_expression") return field(called, "field");
  return called.type === "identifier" || called.type === "func_literal" ? called : undefined;
}

/** Calls after which a function does not go on. */
export function endsHere(call: GoNode): boolean {
  const called = field(call, "function");
  if (called?.type === "identifier") return called.text === "panic";
  if (called?.type !== "selector_expression") return false;
  const name = field(called, "field")?.text ?? "";
  const operand = field(called, "operand")?.text ?? "";
  return (
    (operand === "os" && name === "Exit") ||
    (operand === "runtime" && name === "Goexit") ||
    /^(Fatal|Fatalf|Fatalln|FailNow|SkipNow|Panic|Panicf|Panicln)$/.test(name)
  );
}
