/** Something in a goroutine's text that only some versions of Go print. */
export interface GoFeature {
  readonly name: string;
  /** First and last minor version of Go 1 that print it; open where absent. */
  readonly from?: number;
  readonly to?: number;
  /** Matched against the text of a goroutine, without its ancestors. A group `minor` tells the version itself. */
  readonly pattern: RegExp;
  /** Text that it matches. */
  readonly example: string;
}

const MUTEX_WAIT = "sync.runtime_SemacquireMutex(0xc00037a144, 0x42cd00)\n\t/usr/local/go/src/runtime/sema.go";
const GROUP_WAIT = "sync.runtime_Semacquire(0xc00012e058)\n\t/usr/local/go/src/runtime/sema.go";
const COND_WAIT = "sync.runtime_notifyListWait(0xc00012e050, 0x0)\n\t/usr/local/go/src/runtime/sema.go";

/** Lines of the runtime's sources where a wait stands; up to the last known version where `to` is absent. */
const WAIT_LINES: readonly { wait: string; func: string; lines: readonly (readonly [number, number, number?])[] }[] = [
  {
    wait: MUTEX_WAIT,
    func: "SemacquireMutex",
    lines: [
      [62, 8, 8],
      [71, 9, 18],
      [77, 19, 22],
      [95, 23],
    ],
  },
  {
    wait: GROUP_WAIT,
    func: "Semacquire(?:WaitGroup)?",
    lines: [
      [56, 9, 18],
      [62, 19, 22],
      [71, 23, 23],
      [110, 24, 24],
      [114, 25],
    ],
  },
  {
    wait: COND_WAIT,
    func: "notifyListWait",
    lines: [
      [507, 9, 9],
      [510, 10, 13],
      [513, 14, 18],
      [517, 19, 19],
      [527, 20, 21],
      [569, 22, 22],
      [587, 23, 23],
      [597, 24, 24],
      [606, 25, 25],
      [617, 26],
    ],
  },
];

const waitLines: readonly GoFeature[] = WAIT_LINES.flatMap(({ wait, func, lines }) =>
  lines.map(([line, from, to]) => ({
    name: `sema.go:${line}`,
    from,
    ...(to !== undefined && { to }),
    // Followed by its arguments in a dump, by its offset in a profile, by nothing in Delve's list.
    pattern: new RegExp(`sync\\.runtime_${func}(?:\\(.*|\\+0x\\w+)?\\s+(?:at )?\\S*runtime/sema\\.go:${line}\\b`),
    example: `${wait}:${line} +0x3d`,
  })),
);

/** A wait reason in a header of Go's dump, of Delve's list, of goleak. */
function inState(reason: string): RegExp {
  return new RegExp(`^(?:goroutine .*\\[|[* ] Goroutine .*\\[|\\s*\\[?Goroutine \\d+ in state )${reason}`);
}

/** What tells the version of Go. Found by comparing the runtime's sources of Go 1.3 to 1.27 and the dumps they print. */
export const GO_FEATURES: readonly GoFeature[] = [
  ...waitLines,
  {
    name: "versioned GOROOT",
    pattern: /\/(?:go-?|golang\.org\/toolchain@v0\.0\.1-go)1\.(?<minor>\d+)(?:[.-][^/\n]*)?\/src\//,
    example: "\t/usr/lib/go-1.19/src/net/http/server.go:1991 +0x607",
  },
  {
    name: "stack segments",
    to: 3,
    pattern: /^----- stack segment boundary -----$/m,
    example: "----- stack segment boundary -----",
  },
  {
    name: "sources in C",
    to: 4,
    pattern: /\/src\/(?:pkg\/)?runtime\/\w+\.(?:goc|c):\d+(?: \+0x\w+)?$/m,
    example: "\t/usr/local/go/src/runtime/proc.c:1445",
  },
  { name: "src/pkg", to: 3, pattern: /\/src\/pkg\//, example: "\t/usr/local/go/src/pkg/net/http/server.go:1698 +0x91" },
  {
    name: "numbered closures",
    to: 4,
    pattern: /(?:\.func·\d+|·fm|\.init·\d+)(?:\(|$)/m,
    example: "main.func·001(0x1)",
  },
  { name: "named closures", from: 5, pattern: /\.func\d+(?:[.(+]|$)/m, example: "main.main.func1.2()" },
  {
    name: "locked to thread",
    from: 4,
    pattern: /^goroutine .*, locked to thread/,
    example: "goroutine 1 [running, locked to thread]:",
  },
  { name: "glob.func", from: 5, to: 6, pattern: /\.glob\.func\d/, example: "main.glob.func1()" },
  { name: "glob..func", from: 7, to: 21, pattern: /\.glob\.\.func\d/, example: "main.glob..func1()" },
  { name: "init.ializers", from: 12, to: 12, pattern: /\.init\.ializers\(/, example: "main.init.ializers()" },
  { name: "runtime.panic", to: 3, pattern: /^runtime\.panic\(/m, example: "runtime.panic(0x4a1b20, 0x5b1c48)" },
  { name: "flat panic", from: 6, to: 16, pattern: /^panic\(0x/m, example: "panic(0x4a1b20, 0xc00000e030)" },
  { name: "aggregate panic", from: 17, pattern: /^panic\(\{/m, example: "panic({0x485e00?, 0x4b7390?})" },
  {
    name: "sp without pc",
    to: 8,
    pattern: / fp=0x\w+ sp=0x\w+$/m,
    example: "\t/x.go:1 +0x1 fp=0xc820033f58 sp=0xc820033ef0",
  },
  {
    name: "pc behind sp",
    from: 9,
    pattern: / sp=0x\w+ pc=0x/,
    example: "\t/x.go:1 +0x1 fp=0xc000040618 sp=0xc0000405f8 pc=0x4361ee",
  },
  { name: "inlined frames", from: 9, pattern: /\(\.\.\.\)$/m, example: "main.runDaemon(...)" },
  {
    name: "Cond in semacquire",
    to: 10,
    pattern: /^goroutine \d+ \[semacquire.*\n(?:.*\n){2}sync\.\(\*Cond\)\.Wait\(/,
    example:
      "goroutine 9 [semacquire]:\nsync.runtime_notifyListWait(0xc42007e0d0, 0xc400000000)\n\t/x/sema.go:1\nsync.(*Cond).Wait(0xc42007e0c0)",
  },
  {
    name: "Cond state",
    from: 11,
    pattern: inState("sync\\.Cond\\.Wait"),
    example: "goroutine 9 [sync.Cond.Wait]:",
  },
  {
    name: "Mutex.Lock calls the semaphore",
    from: 5,
    to: 12,
    pattern: /^sync\.runtime_Semacquire(?:Mutex)?\(.*\n.*sema\.go:.*\nsync\.\(\*Mutex\)\.Lock\(0x/m,
    example: `${MUTEX_WAIT}:71 +0x3d\nsync.(*Mutex).Lock(0xc00037a140)`,
  },
  {
    name: "lockSlow",
    from: 13,
    pattern: /sync\.\(\*Mutex\)\.lockSlow\b/,
    example: "sync.(*Mutex).lockSlow(0x10fba00)",
  },
  {
    name: "goparkunlock shown",
    from: 12,
    to: 15,
    pattern: /^goroutine .*\nruntime\.goparkunlock\(\.\.\.\)\n.*\nsync\.runtime_notifyListWait/,
    example: `goroutine 9 [sync.Cond.Wait]:\nruntime.goparkunlock(...)\n\t/usr/local/go/src/runtime/proc.go:310\n${COND_WAIT}`,
  },
  { name: "dwrap", from: 17, to: 17, pattern: /·dwrap·\d/, example: "main.main·dwrap·2()" },
  {
    name: "aggregates",
    from: 17,
    pattern: /\((?:[^()\n]*, )?\{[^()\n]*\)$/m,
    example: "main.f(0x1, {0xc000124be0, 0x2})",
  },
  { name: "stale values", from: 18, pattern: /0x[0-9a-f]+\?[,})]/, example: "main.f(0xc000124be0?)" },
  { name: "type arguments", from: 18, pattern: /\w\[\.\.\.\]/, example: "main.F[...](0x1)" },
  {
    name: "old generated names",
    to: 19,
    pattern: /^(?:type\.\.|go\.\(\*struct)/m,
    example: "type..eq.main.K(0xc000012345)",
  },
  {
    name: "generated names",
    from: 20,
    pattern: /^(?:type:\.|go:\(\*struct)/m,
    example: "type:.eq.main.K(0xc000012345)",
  },
  {
    name: "mutex in semacquire",
    to: 19,
    pattern: /^goroutine .*\[semacquire.*\nsync\.runtime_SemacquireMutex\(/,
    example: `goroutine 27 [semacquire]:\n${MUTEX_WAIT}`,
  },
  {
    name: "mutex states",
    from: 20,
    pattern: inState("sync\\.(?:RW)?Mutex\\."),
    example: "goroutine 27 [sync.Mutex.Lock]:",
  },
  {
    name: "creator's id",
    from: 21,
    pattern: /^created by .* in goroutine \d+$/m,
    example: "created by main.main in goroutine 1",
  },
  {
    name: "uncounted elision",
    to: 20,
    pattern: /^\.\.\.additional frames/m,
    example: "...additional frames elided...",
  },
  { name: "counted elision", from: 21, pattern: /^\.\.\.\d+ frames elided/m, example: "...42 frames elided..." },
  { name: "labels in a profile", from: 15, pattern: /^# labels: /m, example: '# labels: {"k1":"v 1"}' },
  { name: "goexit()", to: 21, pattern: /^runtime\.goexit\(\)$/m, example: "runtime.goexit()" },
  { name: "goexit({})", from: 22, pattern: /^runtime\.goexit\(\{\}\)$/m, example: "runtime.goexit({})" },
  { name: "g and m", from: 22, pattern: /^goroutine \d+ gp=/, example: "goroutine 1 gp=0x12484e06e1e0 m=nil [sleep]:" },
  { name: "gowrap", from: 22, pattern: /\.(?:gowrap|deferwrap)\d/, example: "main.main.gowrap1()" },
  { name: "init.func", from: 22, pattern: /\.init\.func\d/, example: "main.init.func1()" },
  { name: "range functions", from: 23, pattern: /-range\d/, example: "main.user-range1(0x1)" },
  {
    name: "internal/sync",
    from: 24,
    pattern: /(?:^|\s)internal\/sync\.\(/m,
    example: "internal/sync.(*Mutex).Lock(...)",
  },
  {
    name: "WaitGroup in semacquire",
    to: 23,
    pattern: /^goroutine .*\[semacquire.*\nsync\.runtime_Semacquire\(.*\n.*\nsync\.\(\*WaitGroup\)\.Wait\(/,
    example: `goroutine 1 [semacquire]:\n${GROUP_WAIT}:62 +0x27\nsync.(*WaitGroup).Wait(0x0?)`,
  },
  {
    name: "WaitGroup state",
    from: 24,
    pattern: inState("sync\\.WaitGroup\\.Wait"),
    example: "goroutine 1 [sync.WaitGroup.Wait]:",
  },
  {
    name: "synctest group",
    from: 24,
    to: 24,
    pattern: /^goroutine .*, synctest group \d/,
    example: "goroutine 8 [sleep, synctest group 7]:",
  },
  {
    name: "synctest bubble",
    from: 25,
    pattern: /^goroutine .*, synctest bubble \d/,
    example: "goroutine 8 [sleep (durable), synctest bubble 1]:",
  },
  { name: "leaked", from: 26, pattern: /^goroutine .* \(leaked\)/, example: "goroutine 9 [chan send (leaked)]:" },
  {
    name: "labels inside",
    from: 26,
    to: 26,
    pattern: /^goroutine .* labels:\{/,
    example: 'goroutine 18 [chan receive labels:{"k1": "v 1"}]:',
  },
  {
    name: "labels behind",
    from: 27,
    pattern: /^goroutine \d+ .*\] \{.*\}:$/m,
    example: "goroutine 20 [chan receive] {plain: value}:",
  },
];
