/** What a descriptor of a process is, as its trace shows. */
export interface Opened {
  /** For a person: "/run/c1/exec.fifo", "a unix socket connected to /run/dbus/system_bus_socket", "a pipe". */
  readonly text: string;
  /** Path or address of the other end of a socket. */
  readonly peer?: string;
  /** Gone after the next execve. */
  readonly closeOnExec: boolean;
  /** The same object for all copies of a descriptor: numbers are used again. */
  readonly identity: object;
}

/** How a call that returned changes the descriptors of its process. */
interface DescriptorRule {
  readonly calls: readonly string[];
  /** A line that the rule reads. */
  readonly example: string;
  apply(table: Descriptors, args: string, result: number): void;
}

const path = /"((?:[^"\\]|\\.)*)"/;
const pair = /\[(\d+)(?:<[^>]*>)?, (\d+)(?:<[^>]*>)?\]/;

/** The first descriptor among the arguments: "7", with -y "7</run/x>". */
export function descriptorOf(args: string): number | undefined {
  const number = /^(\d+)(?=[,<)\s]|$)/.exec(args)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** What -y prints behind a descriptor: "</run/x>", "<UNIX-STREAM:[1->2]>", "<socket:[1]>". */
export function annotationOf(args: string): string | undefined {
  return /^\d+<((?:[^<>]|->|<[^<>]*>)+)>/.exec(args)?.[1];
}

/** Where a socket address points: a path, an abstract name with "@", or address and port. */
function addressOf(args: string): string | undefined {
  const unix = /sun_path=(@?)"((?:[^"\\]|\\.)*)"/.exec(args);
  if (unix !== null) return `${unix[1]}${unix[2]}`;
  const [, port] = /sin6?_port=htons\((\d+)\)/.exec(args) ?? [];
  const [, address] = /(?:sin_addr=inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"/.exec(args) ?? [];
  return port === undefined || address === undefined ? undefined : `${address}:${port}`;
}

/** Calls that make, name or close descriptors. */
export const descriptorRules: readonly DescriptorRule[] = [
  {
    calls: ["open", "openat", "openat2", "creat"],
    example: 'openat(AT_FDCWD, "/run/runc/c1/exec.fifo", O_RDONLY|O_CLOEXEC) = 12',
    apply: (table, args, result) => table.open(result, path.exec(args)?.[1] ?? "a file", args),
  },
  {
    calls: ["socket"],
    example: "socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 7",
    apply: (table, args, result) => table.open(result, `a socket (${args.split(",")[0]})`, args),
  },
  {
    calls: ["connect"],
    example: 'connect(7, {sa_family=AF_UNIX, sun_path="/var/run/dbus/system_bus_socket"}, 34) = 0',
    apply: (table, args) => table.connect(descriptorOf(args), addressOf(args)),
  },
  {
    calls: ["getpeername"],
    example: 'getpeername(7, {sa_family=AF_UNIX, sun_path="/run/dbus/system_bus_socket"}, [112 => 30]) = 0',
    apply: (table, args) => table.connect(descriptorOf(args), addressOf(args)),
  },
  {
    calls: ["accept", "accept4"],
    example: "accept4(5, {sa_family=AF_UNIX}, [112 => 2], SOCK_CLOEXEC|SOCK_NONBLOCK) = 8",
    apply: (table, args, result) => table.open(result, "an accepted connection", args),
  },
  {
    calls: ["pipe", "pipe2"],
    example: "pipe2([5, 6], O_CLOEXEC) = 0",
    apply: (table, args) => table.openPair(args, "a pipe"),
  },
  {
    calls: ["socketpair"],
    example: "socketpair(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0, [7, 8]) = 0",
    apply: (table, args) => table.openPair(args, "a pair of sockets"),
  },
  {
    calls: ["dup", "dup2", "dup3"],
    example: "dup3(8, 3, 0) = 3",
    apply: (table, args, result) => table.copy(descriptorOf(args), result, args.includes("CLOEXEC")),
  },
  {
    calls: ["fcntl"],
    example: "fcntl(3, F_DUPFD_CLOEXEC, 0) = 9",
    apply(table, args, result) {
      if (args.includes("F_DUPFD")) table.copy(descriptorOf(args), result, args.includes("CLOEXEC"));
      if (args.includes("F_SETFD")) table.setCloseOnExec(descriptorOf(args), args.includes("FD_CLOEXEC"));
    },
  },
  {
    calls: ["epoll_create", "epoll_create1", "eventfd", "eventfd2", "timerfd_create", "signalfd4", "inotify_init1"],
    example: "epoll_create1(EPOLL_CLOEXEC) = 4",
    apply: (table, args, result) => table.open(result, "an event queue of its own", args),
  },
  {
    calls: ["close"],
    example: "close(6) = 0",
    apply: (table, args) => table.close(descriptorOf(args)),
  },
  {
    calls: ["close_range"],
    example: "close_range(3, 4294967295, 0) = 0",
    apply(table, args) {
      const [first = 0, last = 0] = args.split(",").map((value) => Number(value));
      if (!args.includes("CLOEXEC")) table.closeRange(first, Number.isNaN(last) ? Number.POSITIVE_INFINITY : last);
    },
  },
  {
    calls: ["execve", "execveat"],
    example: 'execve("/usr/sbin/runc", ["runc", "init"], 0x7ffd1c2e3f40 /* 5 vars */) = 0',
    apply: (table) => table.exec(),
  },
];

const ruleOf = new Map(descriptorRules.flatMap((rule) => rule.calls.map((call) => [call, rule] as const)));

/** The open descriptors of one process, followed call by call. */
export class Descriptors {
  readonly #open: Map<number, Opened>;

  constructor(open: ReadonlyMap<number, Opened> = new Map()) {
    this.#open = new Map(open);
  }

  /** What a fork gives to the child. */
  fork(): Descriptors {
    return new Descriptors(this.#open);
  }

  get(descriptor: number | undefined): Opened | undefined {
    return descriptor === undefined ? undefined : this.#open.get(descriptor);
  }

  /** A call that has returned. Failed ones change nothing but a `connect` that goes on by itself. */
  apply(call: string, args: string, result: number): void {
    ruleOf.get(call)?.apply(this, args, result);
  }

  open(descriptor: number, text: string, args: string): void {
    this.#open.set(descriptor, { text, closeOnExec: args.includes("CLOEXEC"), identity: {} });
  }

  openPair(args: string, text: string): void {
    const [, one, other] = pair.exec(args) ?? [];
    if (one !== undefined) this.open(Number(one), text, args);
    if (other !== undefined) this.open(Number(other), text, args);
  }

  connect(descriptor: number | undefined, address: string | undefined): void {
    if (descriptor === undefined || address === undefined) return;
    const before = this.#open.get(descriptor);
    if (before?.peer !== undefined) return;
    const text = `a socket connected to ${address}`;
    const opened = before ?? { closeOnExec: true, identity: {} };
    this.#open.set(descriptor, { ...opened, text, peer: address });
  }

  copy(from: number | undefined, to: number, closeOnExec: boolean): void {
    const opened = this.get(from);
    if (opened === undefined) this.#open.delete(to);
    else if (from !== to) this.#open.set(to, { ...opened, closeOnExec });
  }

  setCloseOnExec(descriptor: number | undefined, closeOnExec: boolean): void {
    const opened = this.get(descriptor);
    if (descriptor !== undefined && opened !== undefined) this.#open.set(descriptor, { ...opened, closeOnExec });
  }

  close(descriptor: number | undefined): void {
    if (descriptor !== undefined) this.#open.delete(descriptor);
  }

  closeRange(first: number, last: number): void {
    for (const descriptor of [...this.#open.keys()])
      if (descriptor >= first && descriptor <= last) this.#open.delete(descriptor);
  }

  exec(): void {
    for (const [descriptor, opened] of [...this.#open]) if (opened.closeOnExec) this.#open.delete(descriptor);
  }
}
