import type { Observation, OpenFile } from "../model/process.ts";
import type { EvidenceFile } from "./find-tables.ts";

/** One end of a connection between processes of the machine. */
export interface UnixSocket {
  readonly inode: string;
  readonly path?: string;
  /** Inode of the other end; /proc/net/unix does not tell it. */
  readonly peer?: string;
  /** Bytes that arrived and that nobody has read. */
  readonly unread: number;
  readonly users: readonly { readonly name: string; readonly pid: number; readonly descriptor: number }[];
  readonly listening: boolean;
  readonly file: string;
  readonly line: number;
}

/** A line of `ss -xp`: "u_str ESTAB 0 0 /run/dbus/system_bus_socket 724455 * 724454 users:(("dbus-daemon",pid=4,fd=12))". */
const ssLine = /^(u_str|u_dgr|u_seq) +(\S+) +(\d+) +(\d+) +(\S+) +(\d+) +(\S+) +(\d+)(?: +users:\((.*)\))?\s*$/;
const ssUser = /\("([^"]*)",(?:pid=)?(\d+),(?:fd=)?(\d+)\)/g;
/** A line of /proc/net/unix: "000000002b6c7d75: 00000003 00000000 00000000 0001 03 724455 /run/dbus/system_bus_socket". */
const procLine = /^[0-9a-f]{8,16}: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) [0-9A-F]{4} [0-9A-F]{2} +(\d+)(?: (\S+))?$/;

/** Reads the unix sockets of `ss -x` (-p names the processes, -a the listening ones) and of /proc/net/unix. Undefined when there are none. */
export function readSockets(file: EvidenceFile): { readonly sockets: readonly UnixSocket[] } | undefined {
  const sockets = file.lines.flatMap((text, index): UnixSocket[] => {
    const place = { file: file.name, line: file.numberOf(index) };
    const ss = ssLine.exec(text);
    if (ss !== null) {
      const [, , state = "", unread, , path = "*", inode = "", , peer = "", users = ""] = ss;
      return [
        {
          inode,
          ...(path === "*" ? {} : { path }),
          ...(peer === "0" ? {} : { peer }),
          unread: state === "LISTEN" ? 0 : Number(unread),
          users: [...users.matchAll(ssUser)].map(([, name = "", pid, descriptor]) => ({
            name,
            pid: Number(pid),
            descriptor: Number(descriptor),
          })),
          listening: state === "LISTEN",
          ...place,
        },
      ];
    }
    const [, flags, inode, path] = procLine.exec(text) ?? [];
    if (inode === undefined) return [];
    return [
      {
        inode,
        ...(path === undefined ? {} : { path }),
        unread: 0,
        users: [],
        listening: flags === "00010000",
        ...place,
      },
    ];
  });
  return sockets.length === 0 ? undefined : { sockets };
}

/** Says of every open socket what is at its other end, as far as the lists of sockets tell; adds the ones that only those lists name. */
export function joinSockets(openFiles: readonly OpenFile[], sockets: readonly UnixSocket[]): readonly OpenFile[] {
  const byInode = new Map<string, UnixSocket>();
  for (const socket of sockets) {
    const before = byInode.get(socket.inode);
    if (before === undefined || socket.users.length > before.users.length)
      byInode.set(socket.inode, { ...before, ...socket });
  }
  const known = new Set(openFiles.map(({ pid, descriptor }) => `${pid} ${descriptor}`));
  const more = [...byInode.values()].flatMap(({ inode, users, file, line }) =>
    users
      .filter(({ pid, descriptor }) => !known.has(`${pid} ${descriptor}`))
      .map(({ pid, descriptor }): OpenFile => ({ pid, descriptor, target: `socket:[${inode}]`, file, line })),
  );
  return [...openFiles, ...more].map((open) => {
    const inode = /^socket:\[(\d+)\]$/.exec(open.target)?.[1];
    const socket = inode === undefined ? undefined : byInode.get(inode);
    const other = socket?.peer === undefined ? undefined : byInode.get(socket.peer);
    // A path on the near side is that of the service itself.
    const path = other?.path ?? (socket?.peer === undefined ? socket?.path : undefined);
    const user = other?.users[0];
    const peer = [path, user && `(${user.name} ${user.pid})`].filter(Boolean).join(" ");
    return peer === "" ? open : { ...open, peer };
  });
}

/** From here on unread bytes are no accident of the moment. */
const backlogBytes = 64 * 1024;

/** Processes that do not read what others sent them: the senders wait, or soon will. */
export function unreadEvidence(sockets: readonly UnixSocket[]): (readonly [number, Observation])[] {
  return sockets.flatMap(({ unread, users, path, peer, listening, file, line }) => {
    if (unread < backlogBytes || listening) return [];
    const what = path ?? (peer === undefined ? "a socket" : `the socket whose other end is ${peer}`);
    return users.map(({ pid, name }) => {
      const text = `${name} ${pid} has not read ${unread} bytes that arrived over ${what} (${file}:${line}).`;
      return [pid, { rule: "socket-unread", weight: 0.5, text }] as const;
    });
  });
}
