import type { Wait } from "../../model/wait.ts";

/** A wait that can last for ever though no lock, no call and no child process explains it. */
export interface LoneWaitRule {
  readonly name: string;
  readonly kinds: readonly Wait["kind"][];
  readonly holds: (wait: Wait, path: string) => boolean;
  /** What the goroutines wait for: "3 goroutines wait …". */
  readonly what: string;
  /** Nothing can end it, however short it has lasted. */
  readonly forEver?: true;
  /** Told only of dumps in which nobody is left that could act. */
  readonly nobodyLeft?: true;
  readonly example: { readonly state: string; readonly path: string };
  readonly source: string;
}

/** In the order in which they are tried. */
export const LONE_WAIT_RULES: readonly LoneWaitRule[] = [
  {
    name: "nil-channel-send",
    kinds: ["channel"],
    holds: ({ channel }) => channel?.direction === "send" && channel.nil === true,
    what: "to send on a nil channel, which nobody can ever receive from",
    forEver: true,
    example: { state: "chan send (nil chan)", path: "example.org/svc/s/timerstop.(*Sess).expire < time.goFunc" },
    source: "Go language specification, send statements: a send on a nil channel blocks for ever",
  },
  {
    name: "channel-send",
    kinds: ["channel"],
    holds: ({ channel }) => channel?.direction === "send",
    what: "to send on a channel, and nobody receives",
    example: {
      state: "chan send",
      path: "example.org/svc/s/selfqueue.(*Pool).Submit < example.org/svc/s/selfqueue.(*Pool).walk",
    },
    source: "go runtime/chan.go: a send waits for a receiver or for room in the buffer",
  },
  {
    name: "sql-pool",
    kinds: ["select", "channel"],
    holds: (_, path) => /^database\/sql\.\(\*DB\)\.conn(?= < |$)/.test(path),
    what: "for a connection of the pool of database/sql: all that SetMaxOpenConns allows are in use or being opened",
    example: {
      state: "select",
      path: "database/sql.(*DB).conn < database/sql.(*DB).query < database/sql.(*DB).QueryContext.func1 < database/sql.(*DB).retry < database/sql.(*DB).QueryContext < database/sql.(*DB).Query < example.org/svc/s/dbpool.(*Repo).audit",
    },
    source: "go database/sql/sql.go, (*DB).conn: numOpen has reached maxOpen",
  },
  {
    name: "http-connection",
    kinds: ["io", "select"],
    holds: (_, path) => /^net\/http\.\(\*Transport\)\.getConn(?= < |$)/.test(path),
    what: "for a connection of an HTTP client: MaxConnsPerHost is reached, or the dial does not end",
    example: {
      state: "select",
      path: "net/http.(*Transport).getConn < net/http.(*Transport).roundTrip < net/http.(*Transport).RoundTrip < net/http.send < net/http.(*Client).send < net/http.(*Client).do",
    },
    source: "go net/http/transport.go, (*Transport).getConn",
  },
  {
    name: "descriptor",
    kinds: ["semaphore"],
    holds: (_, path) => /^(?:\S+ < )?internal\/poll\.\(\*fdMutex\)\.rwlock(?= < |$)/.test(path),
    what: "for their turn at a file descriptor that another goroutine reads or writes",
    example: {
      state: "semacquire",
      path: "internal/poll.runtime_Semacquire < internal/poll.(*fdMutex).rwlock < internal/poll.(*FD).writeLock < internal/poll.(*FD).Write < os.(*File).write < os.(*File).Write",
    },
    source: "go internal/poll/fd_mutex.go: reads and writes of one descriptor wait for each other",
  },
  {
    name: "nobody-left",
    kinds: ["channel", "waitgroup", "cond"],
    // A test that waits for its subtests does so in the framework: they are told of.
    holds: (_, path) => !path.startsWith("testing."),
    what: "for another goroutine, and none is left in the dump that could act",
    nobodyLeft: true,
    example: {
      state: "chan receive",
      path: "example.org/svc.(*recvBufferReader).Read < example.org/svc.(*Stream).Read < example.org/svc.serve",
    },
    source: "go runtime/proc.go, checkdead: without timers and connections nothing else wakes a goroutine",
  },
];
