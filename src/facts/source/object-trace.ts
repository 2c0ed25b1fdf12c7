import type { FuncName, Stack } from "../../model/dump.ts";
import type { ShownAt } from "../lock-object.ts";
import type { Place } from "./find-function.ts";
import { parameterScope } from "./flat-scope.ts";
import type { CallPoint } from "./function-facts.ts";
import { field, fields, type GoNode, unwrap, walk } from "./go-node.ts";
import { fileScope, lookup, type Scope, type Variable } from "./scope.ts";
import type { StructLayout } from "./struct-layout.ts";

/** A frame as the source has it. */
export interface TracedFrame {
  readonly place: Place;
  readonly points: readonly CallPoint[];
}

/** How many variables are followed: a pointer handed down through a long stack. */
const MOST = 64;

/** Position of the receiver among a function's parameters. */
const RECEIVER = -1;

/**
 * Where the stack shows the pointer that a variable of one of its frames holds: among that frame's arguments, those of its callers that
 * handed it down, those of the functions that it was handed on to, and those of the functions around a literal. Variables that are assigned
 * anew are not followed, nor values that are no pointers.
 */
export function shownAt(
  { frames }: Stack,
  traced: readonly (TracedFrame | undefined)[],
  start: number,
  variable: Variable,
  layout: StructLayout,
): ShownAt[] {
  const shown: ShownAt[] = [];
  const seen = new Set<string>();
  const pending: { readonly frame: number; readonly variable: Variable }[] = [{ frame: start, variable }];
  const visit = (frame: number, next: Variable | undefined): void => {
    if (next && seen.size < MOST) pending.push({ frame, variable: next });
  };
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { frame, variable: at } = next;
    const here = traced[frame];
    const func = frames[frame]?.func;
    const key = `${frame} ${at.id}`;
    if (!here || !func || seen.has(key)) continue;
    seen.add(key);
    // What is handed on now is the value of now; what the frame was given may be another one.
    for (const parameter of handedOn(here, frames[frame - 1]?.func, at))
      visit(frame - 1, parameterOf(traced[frame - 1], parameter));
    if (isAssigned(here.place.declaration.node, at)) continue;
    const home = activation(traced, frame, at);
    if (home !== frame) {
      if (home !== undefined) visit(home, at);
      continue;
    }
    for (let inner = frame - 1; inner >= 0; inner--) if (activation(traced, inner, at) === frame) visit(inner, at);
    if (at.parameter !== undefined) {
      if (isPointer(at)) shown.push(...argumentOf(here, func, frame, at.parameter, layout));
      visit(frame + 1, handedDown(traced[frame + 1], func, at.parameter));
    } else if (at.initial.by === "value" && at.initial.of === 1) visit(frame, variableOf(at.initial.node, at.scope));
  }
  return shown;
}

/** The frame whose call of its function made the variable: this one, or for a literal the next one further out around it. */
function activation(traced: readonly (TracedFrame | undefined)[], frame: number, { id }: Variable): number | undefined {
  const inner = traced[frame];
  if (!inner) return undefined;
  for (let index = frame; index < traced.length; index++) {
    const outer = traced[index];
    if (outer?.place.declaration !== inner.place.declaration) continue;
    const own = ownNode(outer.place);
    const around = ownNode(inner.place);
    if (own.start > around.start || own.end < around.end) continue;
    if (isDeclaredIn(own, id)) return index;
  }
  return undefined;
}

function ownNode({ declaration, literals }: Place): GoNode {
  return literals.at(-1) ?? declaration.node;
}

/** Whether a function declares what stands at `id`: not a literal inside of it. */
function isDeclaredIn(func: GoNode, id: number): boolean {
  if (id < func.start || id >= func.end) return false;
  let own = true;
  walk(func, (node) => {
    if (!own || id < node.start || id >= node.end) return false;
    if (node !== func && node.type === "func_literal") own = false;
    return own;
  });
  return own;
}

const assigned = new WeakMap<GoNode, ReadonlySet<string>>();

/** Whether a variable gets another value somewhere in its function. By name: a namesake in a block inside counts. */
function isAssigned(declaration: GoNode, { name, id }: Variable): boolean {
  let names = assigned.get(declaration);
  if (!names) {
    const found = new Set<string>();
    walk(declaration, (node) => {
      const isNew = node.type === "short_var_declaration";
      if (!isNew && node.type !== "assignment_statement") return true;
      for (const target of field(node, "left")?.children ?? [])
        if (target.type === "identifier") found.add(isNew ? `${target.text} ${target.start}` : target.text);
      return true;
    });
    names = found;
    assigned.set(declaration, found);
  }
  if (names.has(name)) return true;
  // A parameter may be assigned by `r, err := f()`: in the outermost block of a function that declares no new r.
  return [...names].some((other) => other.startsWith(`${name} `) && other !== `${name} ${id}`);
}

/** Whether it is declared as a pointer: only then is the printed word the pointer. */
function isPointer({ initial }: Variable): boolean {
  return initial.by === "type" && unwrap(initial.node).type === "pointer_type";
}

/** The variable that a caller gave for a parameter. */
function handedDown(caller: TracedFrame | undefined, func: FuncName, parameter: number): Variable | undefined {
  const point = caller?.points.length === 1 ? caller.points[0] : undefined;
  if (!point || func.closure !== "" || point.callee !== func.name) return undefined;
  const given = argumentsOf(point.node).get(parameter);
  return given && variableOf(given, point.scope);
}

/** The parameters for which a frame gives a variable to what it calls. */
function handedOn({ points }: TracedFrame, callee: FuncName | undefined, variable: Variable): number[] {
  const point = points.length === 1 ? points[0] : undefined;
  if (!point || !callee || callee.closure !== "" || point.callee !== callee.name) return [];
  return [...argumentsOf(point.node)].flatMap(([parameter, given]) =>
    variableOf(given, point.scope)?.id === variable.id ? [parameter] : [],
  );
}

/** What a call gives for each parameter; a method's operand for the receiver. */
function argumentsOf(call: GoNode): Map<number, GoNode> {
  const given = new Map((field(call, "arguments")?.children ?? []).map((node, index) => [index, node] as const));
  const called = field(call, "function");
  const operand = called?.type === "selector_expression" ? field(called, "operand") : undefined;
  if (operand) given.set(RECEIVER, operand);
  return given;
}

function variableOf(expression: GoNode, scope: Scope): Variable | undefined {
  const node = unwrap(expression);
  return node.type === "identifier" ? lookup(scope, node.text) : undefined;
}

function parameterOf(callee: TracedFrame | undefined, parameter: number): Variable | undefined {
  if (!callee) return undefined;
  const { file } = callee.place.declaration;
  for (
    let scope: Scope | undefined = parameterScope(ownNode(callee.place), fileScope(file));
    scope;
    scope = scope.outer
  )
    if (scope.variable?.parameter === parameter) return scope.variable;
  return undefined;
}

/** Where a frame prints a parameter. */
function argumentOf(
  { place }: TracedFrame,
  func: FuncName,
  frame: number,
  parameter: number,
  layout: StructLayout,
): ShownAt[] {
  const generic = func.symbol.includes("[");
  const isMethod = func.receiver !== undefined && func.closure === "";
  // What a generic method runs on is not printed reliably, nor are the arguments of literals in generic functions.
  if (generic && (func.closure !== "" || parameter === RECEIVER)) return [];
  if (parameter === RECEIVER) return func.pointerReceiver && isMethod ? [{ frame, position: 0, word: 0 }] : [];
  const node = ownNode(place);
  const types = [...receiverType(node), ...parameterTypes(node).slice(0, parameter + 1)];
  const word = generic ? undefined : layout.wordsBefore(types, place.declaration.file);
  return [{ frame, position: parameter + (isMethod ? 1 : 0), ...(word !== undefined && { word }) }];
}

function receiverType(func: GoNode): GoNode[] {
  const receiver = field(func, "receiver")?.children[0];
  const type = receiver && field(receiver, "type");
  return type ? [type] : [];
}

function parameterTypes(func: GoNode): GoNode[] {
  return (field(func, "parameters")?.children ?? []).flatMap((parameter) => {
    const type = field(parameter, "type");
    return type ? Array<GoNode>(Math.max(1, fields(parameter, "name").length)).fill(type) : [];
  });
}
