import type { FuncName } from "../../model/dump.ts";

/** Whether a frame's function can be one that a catalogue calls `name`, "Daemon.ContainerExecStart", or a closure in it; by names alone. */
export function isNamedAlike(name: string, func: FuncName): boolean {
  const { name: own, closure, pointerReceiver } = func;
  if (name === nameOf(func)) return true;
  if (closure === "") return false;
  // A closure of a function that was inlined carries both names.
  const last = name.slice(name.lastIndexOf(".") + 1);
  return (last === own && !pointerReceiver) || closure.split(".").includes(last);
}

/** Whether this is a literal in a package variable ("glob..func1", "init.func1"). */
export function isInVariable({ name, closure }: FuncName): boolean {
  return closure !== "" && (name === "glob" || name === "init");
}

/** "Daemon.ContainerExecStart" */
export function nameOf({ receiver, name }: FuncName): string {
  return receiver === undefined ? name : `${receiver}.${name}`;
}
