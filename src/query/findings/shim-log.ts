import type { StackGraph } from "../../graph/types.ts";
import type { Finding } from "../../model/diagnosis.ts";
import type { Goroutine } from "../../model/dump.ts";
import { makeFinding } from "./make-finding.ts";

/** The logger's own frame, and the write that it is inside of. [logrus entry.go; os/file.go] */
const logger = /^github\.com\/(?:sirupsen|Sirupsen)\/logrus\.\(\*Entry\)\.(?:write|log)$/;
const write = /^(?:os\.\(\*File\)\.Write|internal\/poll\.\(\*FD\)\.Write|syscall\.write)$/;
const blocked = /^(?:IO wait|syscall)/;

/** Shims with a goroutine that is inside a write of its logger and blocked there. One that is just writing shows no age. */
export function shimLogFindings(graph: StackGraph): Finding[] {
  return graph.getAttribute("dumps").flatMap(({ name, dump, process, pid, later }) => {
    if (process !== "containerd-shim" || later !== undefined) return [];
    return [...dump.goroutines].filter(isInsideLog).map((goroutine) => {
      const text = `${name} ${goroutine.id} has been inside a write of its log for about ${goroutine.minutes} minutes (${dump.file}:${goroutine.lines[0]}).`;
      return makeFinding("shim-log-blocked", {
        text,
        goroutines: goroutine.id === undefined ? [] : [{ dump: name, goroutine: goroutine.id }],
        fill: { pid: String(pid ?? "PID") },
      });
    });
  });
}

function isInsideLog({ state, minutes, stack }: Goroutine): boolean {
  if (minutes === undefined || !blocked.test(state)) return false;
  const inner = stack.frames.findIndex(({ func }) => write.test(func.symbol));
  const outer = stack.frames.findIndex(({ func }) => logger.test(func.symbol));
  return inner >= 0 && outer > inner;
}
