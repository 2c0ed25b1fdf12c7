import type { SignalAct, SignalKind } from "../signal-facts.ts";
import { field, type GoNode } from "./go-node.ts";
import type { LockClasses } from "./lock-class.ts";
import type { Scope } from "./scope.ts";

/** What a function does to a channel, a WaitGroup, a condition or a semaphore. */
export interface Operation {
  readonly kind: SignalKind;
  readonly act: SignalAct;
  readonly name: string;
  /** Lines on which a traceback can show it: in a select that of the `select`, else those of the statement. */
  readonly line: number;
  readonly endLine: number;
  readonly deferred: boolean;
  /** The innermost loop around it. */
  readonly loop: GoNode | undefined;
}

/** Methods by which goroutines wait for and wake each other. */
const METHODS: Readonly<Record<string, readonly { readonly kind: SignalKind; readonly act: SignalAct }[]>> = {
  Wait: [
    { kind: "waitgroup", act: "wait" },
    { kind: "cond", act: "wait" },
  ],
  Done: [{ kind: "waitgroup", act: "wake" }],
  Signal: [{ kind: "cond", act: "wake" }],
  Broadcast: [{ kind: "cond", act: "wake" }],
  // golang.org/x/sync/semaphore
  Acquire: [{ kind: "semaphore", act: "acquire" }],
  Release: [{ kind: "semaphore", act: "release" }],
};

interface Around {
  readonly select: GoNode | undefined;
  readonly loop: GoNode | undefined;
  readonly deferred: boolean;
}

/**
 * All such operations in the body of a function, without those of the functions that it starts or only makes; a deferred literal is part of it.
 * What has no name (a parameter, the result of a call) is left out.
 */
export function signalOperations(func: GoNode, scope: Scope, classes: LockClasses): Operation[] {
  const found: Operation[] = [];
  const add = (
    node: GoNode,
    operand: GoNode | undefined,
    act: SignalAct,
    { select, loop, deferred }: Around,
    kind: SignalKind = "channel",
  ) => {
    // Only the name counts; the class of lock that goes with it does not.
    const name = operand && classes.of(operand, scope, "mutex");
    if (name === undefined) return;
    const at = select ?? node;
    found.push({ kind, act, name, line: at.line, endLine: select ? select.line : node.endLine, deferred, loop });
  };
  const visit = (node: GoNode, around: Around): void => {
    let inside = around;
    switch (node.type) {
      case "go_statement":
        return;
      case "func_literal":
        if (!around.deferred) return;
        break;
      case "defer_statement":
        inside = { ...around, deferred: true };
        break;
      case "for_statement":
        inside = { ...around, loop: node };
        break;
      case "select_statement":
        inside = { ...around, select: node };
        break;
      case "communication_case": {
        for (const child of node.children)
          visit(child, child.field === "communication" ? around : { ...around, select: undefined });
        return;
      }
      case "default_case":
        inside = { ...around, select: undefined };
        break;
      case "send_statement":
        add(node, field(node, "channel"), "send", around);
        break;
      case "unary_expression":
        if (field(node, "operator")?.text === "<-") add(node, field(node, "operand"), "receive", around);
        break;
      case "range_clause":
        // Whether it ranges over a channel only the wait tells: nothing else waits there.
        add(node, field(node, "right"), "receive", around);
        break;
      case "call_expression":
        call(node, around);
        break;
    }
    for (const child of node.children) visit(child, inside);
  };
  const call = (node: GoNode, around: Around): void => {
    const called = field(node, "function");
    const first = field(node, "arguments")?.children[0];
    if (called?.type === "identifier" && called.text === "close") {
      add(node, first, "send", around);
      return;
    }
    const operand = called?.type === "selector_expression" ? field(called, "operand") : undefined;
    for (const { kind, act } of METHODS[(called && field(called, "field")?.text) ?? ""] ?? [])
      add(node, operand, act, around, kind);
  };
  const body = field(func, "body");
  if (body) visit(body, { select: undefined, loop: undefined, deferred: false });
  return found;
}
