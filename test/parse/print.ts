import type { Goroutine, Location } from "../../src/model/dump.ts";

/** A goroutine's lines behind its header, as Go prints them. */
export function print(goroutine: Goroutine): string[] {
  const { stack, creator, ancestors } = goroutine;
  const frames = stack.frames.map(({ func, location }, index) => [
    printCall(func.text, goroutine.argsText(index)),
    ...(location ? [printLocation(location)] : []),
  ]);
  if (stack.elided) frames.splice(stack.elided.after, 0, [printElided(stack.elided.count)]);
  if (stack.unavailable) frames.push(["\tgoroutine running on other thread; stack unavailable"]);
  const created = printCreated(stack.createdBy, creator);
  const inherited = ancestors.flatMap((ancestor) => [
    `[originating from goroutine ${ancestor.goroutine}]:`,
    ...ancestor.frames.flatMap(({ func, location }) => [`${func.text}(...)`, printLocation(location)]),
    ...printCreated(ancestor.createdBy, undefined),
  ]);
  return [...frames.flat(), ...created, ...inherited];
}

function printCreated(created: Goroutine["stack"]["createdBy"], creator: number | undefined): string[] {
  if (!created) return [];
  const where = creator === undefined ? "" : ` in goroutine ${creator}`;
  return [`created by ${created.func.text}${where}`, printLocation(created.location)];
}

function printElided(count: number): string {
  return count < 0 ? "...additional frames elided..." : `...${count} frames elided...`;
}

/** A function that is none of Go's has no argument list. */
function printCall(func: string, args: string | undefined): string {
  return args === undefined ? func : `${func}(${args})`;
}

function printLocation(location: Location | undefined): string {
  if (!location) return "";
  const { file, line, pcOffset, fp, sp, pc } = location;
  if (pc && !sp) return `\t${file || line ? `${file}:${line} ` : ""}pc=${pc}`;
  const pointers = `${fp ? ` fp=${fp} sp=${sp}` : ""}${pc ? ` pc=${pc}` : ""}`;
  return `\t${file}:${line}${pcOffset ? ` +${pcOffset}` : ""}${pointers}`;
}
