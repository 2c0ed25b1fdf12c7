import { ANY_BLOCKED, type WaitRule } from "./rule.ts";

const NET =
  "(?:internal/poll|net)\\.(?:runtime_pollWait|\\(\\*pollDesc\\)\\.\\w+)(?: < (?:internal/poll|net)\\.\\(\\*pollDesc\\)\\.\\w+)*";
const IO_PART = /^(?:internal\/poll\.|net\.|os\.|syscall\.|internal\/syscall\/)/;
const HTTP_PART = /^(?:net\/http|net\/http\/internal\/http2|(?:\S*\/)?golang\.org\/x\/net\/http2)\./;
const SYS_PART = /^(?:syscall\.|internal\/syscall\/|golang\.org\/x\/sys\/unix\.|os\.)/;
const SYSCALL_PACKAGE = "(?:syscall|golang\\.org/x/sys/\\w+|internal/syscall/\\w+)";
const TRAMPOLINE = `${SYSCALL_PACKAGE}\\.(?:[rR]aw)?[sS]yscall\\w*`;

/** Waits on file descriptors, in system calls, in C code and for the clock. */
export const CALL_RULES: readonly WaitRule[] = [
  {
    name: "http-answer",
    state: /^select$/,
    path: /^(?:net\/http\.\(\*persistConn\)\.roundTrip|(?:\S*golang\.org\/x\/net\/http2|net\/http\/internal\/http2)\.\(\*ClientConn\)\.[rR]oundTrip|net\/http\.\(\*http2ClientConn\)\.[rR]oundTrip)(?= < |$)/,
    part: HTTP_PART,
    wait: { kind: "io", operation: "http" },
    example: {
      state: "select",
      path: "net/http.(*persistConn).roundTrip < net/http.(*Transport).roundTrip < net/http.(*Transport).RoundTrip < net/http.send < net/http.(*Client).send < net/http.(*Client).do < net/http.(*Client).Do < github.com/docker/docker/daemon/logger/splunk.verifySplunkConnection",
    },
    source:
      "go net/http/transport.go, h2_bundle.go; x/net/http2/transport.go: the connection's own goroutines write the request and read, this one waits for the answer's head",
  },
  {
    name: "http-connection",
    state: /^select$/,
    path: /^net\/http\.\(\*Transport\)\.getConn(?= < |$)/,
    part: HTTP_PART,
    wait: { kind: "io", operation: "http-connect" },
    example: {
      state: "select",
      path: "net/http.(*Transport).getConn < net/http.(*Transport).roundTrip < net/http.(*Transport).RoundTrip < net/http.send < net/http.(*Client).send < net/http.(*Client).do < main.main",
    },
    source:
      "go net/http/transport.go: waits for a goroutine that dials, or for a free connection under MaxConnsPerHost (reconstructed)",
  },
  {
    name: "fd-lock",
    state: ANY_BLOCKED,
    path: /^(?:(?:internal\/poll|net)\.runtime_Semacquire < )?(?:internal\/poll|net)\.\(\*fdMutex\)\.(?:rwlock|RWLock)(?: < internal\/poll\.\(\*FD\)\.(?:readLock|writeLock))?(?: < (?:internal\/poll|net)\.\(\*(?:FD|netFD)\)\.(?<operation>\w+))?/,
    part: IO_PART,
    wait: { kind: "semaphore" },
    example: {
      state: "semacquire",
      path: "internal/poll.runtime_Semacquire < internal/poll.(*fdMutex).rwlock < internal/poll.(*FD).writeLock < internal/poll.(*FD).Write < os.(*File).write < os.(*File).Write < main.log",
    },
    source:
      "go internal/poll/fd_mutex.go: one reader and one writer at a time; the other is inside the same descriptor's Read or Write (reconstructed)",
  },
  {
    name: "fd-close",
    state: ANY_BLOCKED,
    path: /^(?:internal\/poll|net)\.runtime_Semacquire < (?:internal\/poll|net)\.\(\*(?:FD|netFD)\)\.(?<operation>Close)/,
    part: IO_PART,
    wait: { kind: "semaphore" },
    example: {
      state: "semacquire",
      path: "internal/poll.runtime_Semacquire < internal/poll.(*FD).Close < os.(*file).close < os.(*File).Close < main.main",
    },
    source: "go internal/poll/fd_unix.go: Close of a blocking file waits for the last use (reconstructed)",
  },
  {
    name: "weighted-semaphore",
    state: /^select$/,
    path: /^golang\.org\/x\/sync\/semaphore\.\(\*Weighted\)\.(?<operation>Acquire)/,
    part: /^golang\.org\/x\/sync\/semaphore\./,
    wait: { kind: "semaphore" },
    example: { state: "select", path: "golang.org/x/sync/semaphore.(*Weighted).Acquire < main.worker" },
    source: "golang.org/x/sync/semaphore (reconstructed)",
  },
  {
    name: "connect",
    state: /^(?:IO wait|)$/,
    path: new RegExp(
      `^${NET} < internal/poll\\.\\(\\*FD\\)\\.WaitWrite < net\\.\\(\\*netFD\\)\\.(?<operation>connect)|^${NET} < net\\.\\(\\*netFD\\)\\.(?:connect)`,
    ),
    part: IO_PART,
    wait: { kind: "io", operation: "connect" },
    example: {
      state: "IO wait",
      path: "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitWrite < internal/poll.(*FD).WaitWrite < net.(*netFD).connect < net.(*netFD).dial < net.socket",
    },
    source: "go net/fd_unix.go (reconstructed)",
  },
  {
    name: "poll",
    state: /^(?:IO wait|)$/,
    path: new RegExp(`^${NET} < (?:internal/poll\\.\\(\\*FD\\)|net\\.\\(\\*netFD\\))\\.(?<operation>[A-Za-z]+)`),
    part: IO_PART,
    wait: { kind: "io" },
    example: {
      state: "IO wait",
      path: "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitRead < internal/poll.(*FD).Read < net.(*netFD).Read < net.(*conn).Read < main.main.func10",
    },
    source: "go internal/poll/fd_unix.go; net/fd_unix.go until 1.8",
  },
  {
    name: "signal-receive",
    state: ANY_BLOCKED,
    path: /^os\/signal\.signal_recv(?= < |$)/,
    part: /^os\/signal\./,
    wait: { kind: "runtime", operation: "signal" },
    example: { state: "syscall", path: "os/signal.signal_recv < os/signal.loop" },
    source: "go runtime/sigqueue.go: the goroutine that hands signals to os/signal",
  },
  {
    name: "cgo-call",
    state: /^(?:syscall|)$/,
    path: /^\S+\._Cfunc_\w+/,
    wait: { kind: "syscall", operation: "cgo" },
    example: { state: "syscall", path: "main._Cfunc_csleep" },
    source: "go cmd/cgo: a call into C; the runtime counts it as a system call",
  },
  {
    name: "syscall-named",
    state: /^syscall$/,
    path: new RegExp(
      `^(?:${TRAMPOLINE} < )*${SYSCALL_PACKAGE}\\.(?!(?:[rR]aw)?[sS]yscall)(?<operation>[A-Za-z]\\w*)(?= < |$)`,
    ),
    part: SYS_PART,
    wait: { kind: "syscall" },
    example: { state: "syscall", path: "syscall.Syscall < syscall.read < syscall.Read < main.main.func14" },
    source: "go syscall/zsyscall_*.go: the wrapper is named after the call",
  },
  {
    name: "time-sleep",
    state: /^(?:sleep|)$/,
    path: /^time\.Sleep(?= < |$)/,
    part: /^time\.Sleep$/,
    wait: { kind: "sleep" },
    example: { state: "sleep", path: "time.Sleep < main.main.func9" },
    source: "go runtime/time.go",
  },
];
