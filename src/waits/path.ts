import type { FuncName, Stack } from "../model/dump.ts";

/** True for frames of the runtime itself, which stand between a goroutine and its wait in system-mode dumps. */
export function isRuntime(func: FuncName): boolean {
  const pkg = func.package;
  return pkg === "runtime" || pkg.startsWith("runtime/internal/") || pkg.startsWith("internal/runtime/");
}

/** The symbol that rules match: Go 1.24 moved Mutex to internal/sync, which counts as sync. */
export function ruleSymbol(func: FuncName): string {
  return func.symbol.startsWith("internal/sync.") ? func.symbol.slice("internal/".length) : func.symbol;
}

/** The text that path rules match: symbols innermost first, without the runtime's, joined by " < ". */
export function pathOf(stack: Stack): string {
  const symbols: string[] = [];
  for (const frame of stack.frames) if (!isRuntime(frame.func)) symbols.push(ruleSymbol(frame.func));
  return symbols.join(" < ");
}

/**
 * The state that rules match: the wait reason without what Go 1.24 and later append for synctest bubbles and leak detection
 * ("chan receive (durable)", "select (synctest)", "chan send (leaked)").
 */
export function plainState(state: string): string {
  return state.replace(/(?: \((?:durable|synctest|leaked|scan)\))+$/, "");
}
