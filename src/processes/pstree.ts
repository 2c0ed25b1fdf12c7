import type { ProcessRow } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";

/** A process in a tree: "runc(63)", with -a "runc,63 --root …"; "{runc}(64)" is a thread. A name may hold brackets of its own. */
const entry =
  /(?<thread>\{)?(?<name>[^\s()|{}`│├└─┬-][^(){}]*?)\}?(?:\((?<pid>\d+)(?:,[^()]*)?\)|,(?<other>\d+)(?:,\w+)?(?<words>(?: .*)?)$)/u;
/** What draws the branches: VT100, UTF-8 and ASCII. */
const branch = /^[\s|`+\-│├└─┬]*/u;

interface Open {
  readonly column: number;
  readonly pid: number;
}

/**
 * Reads what `pstree -p` printed, with or without -a: who is whose child, without states or times. Undefined when a file holds none: the first
 * line of a tree begins with a process in the first column, and another one hangs on it.
 */
export function readPstree(file: EvidenceFile): { readonly rows: readonly ProcessRow[] } | undefined {
  const rows: ProcessRow[] = [];
  let open: Open[] = [];
  let tree: ProcessRow[] = [];
  const close = () => {
    if (tree.length > 1) rows.push(...tree);
    tree = [];
    open = [];
  };
  for (const [index, text] of file.lines.entries()) {
    const isRoot = /^[\w.:/[\]-]+(?:\(\d+\)[-─]|,\d+(?: |$))/u.test(text);
    if (isRoot) close();
    if (!isRoot && (open.length === 0 || !/^\s+[|`├└│-]/u.test(text))) {
      close();
      continue;
    }
    let column = branch.exec(text)?.[0].length ?? 0;
    let rest = text.slice(column);
    for (let match = entry.exec(rest); match !== null; match = entry.exec(rest)) {
      const at = column + match.index;
      const { name = "", pid, other, thread, words = "" } = match.groups ?? {};
      if (thread === undefined) {
        while ((open.at(-1)?.column ?? -1) >= at) open.pop();
        const id = Number(pid ?? other);
        const parent = open.at(-1)?.pid;
        const line = file.numberOf(index);
        const command = words === "" ? "" : `${name}${words}`;
        tree.push({
          pid: id,
          ...(parent === undefined ? {} : { ppid: parent }),
          name,
          commandLine: command,
          file: file.name,
          line,
        });
        open.push({ column: at, pid: id });
      }
      const end = match.index + match[0].length;
      const gap = /^[-+─┬]*/u.exec(rest.slice(end))?.[0].length ?? 0;
      column += end + gap;
      rest = rest.slice(end + gap);
      if (gap === 0) break;
    }
  }
  close();
  return rows.length === 0 ? undefined : { rows };
}
