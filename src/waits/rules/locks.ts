import type { WaitRule } from "./rule.ts";

/** Wait reasons that a waiter in package sync can show: one word until Go 1.19, one per primitive since 1.20 (facts §1.5). */
const SYNC_STATE = /^(?:semacquire|sync\.\S+|waiting|preempted|)$/;

/**
 * A waiter that was woken, or has not parked yet, stands in the slow path in state runnable or running. It does not hold the lock, so
 * it is a waiter still. Only frames of the slow path prove it: Lock alone may be the fast path.
 */
const WOKEN = /^(?:runnable|running)$/;

const SEMA = "sync\\.runtime_Semacquire\\w*";
/** Mutex.Lock that waits: with lockSlow since 1.13, alone before; 1.24 has two Lock frames (sync and internal/sync). */
const LOCKING = `(?:${SEMA} < )?(?:sync\\.\\(\\*Mutex\\)\\.lockSlow|sync\\.\\(\\*Mutex\\)\\.Lock)(?: < sync\\.\\(\\*Mutex\\)\\.Lock)*`;
const LOCKING_PROVED = `(?:${SEMA} < sync\\.\\(\\*Mutex\\)\\.(?:lockSlow|Lock)|sync\\.\\(\\*Mutex\\)\\.lockSlow)(?: < sync\\.\\(\\*Mutex\\)\\.Lock)*`;

const PART = /^sync\./;
const END = "(?= < |$)";

interface Form {
  readonly name: string;
  readonly before: "sema" | "locking";
  readonly after: string;
  readonly wait: WaitRule["wait"];
  readonly path: string;
  readonly source: string;
}

/** Each way to wait inside sync, once; `rulesOf` makes the rule for a parked waiter and the one for a woken waiter of it. */
const FORMS: readonly Form[] = [
  {
    name: "once",
    before: "locking",
    after: ` < sync\\.\\(\\*Once\\)\\.(?:doSlow|Do)${END}`,
    wait: { kind: "once" },
    path: "sync.runtime_SemacquireMutex < sync.(*Mutex).lockSlow < sync.(*Mutex).Lock < sync.(*Once).doSlow < sync.(*Once).Do < main.onceDo",
    source: "go sync/once.go: a second caller waits for o.m; the caller that runs the function has its frames above Do",
  },
  {
    name: "rwmutex-lock-behind-writer",
    before: "locking",
    after: ` < sync\\.\\(\\*RWMutex\\)\\.Lock${END}`,
    wait: { kind: "lock", lock: { kind: "rwmutex", mode: "lock", behind: "writers" } },
    path: "sync.runtime_SemacquireMutex < sync.(*Mutex).lockSlow < sync.(*Mutex).Lock < sync.(*RWMutex).Lock < main.lockRW",
    source: "go sync/rwmutex.go: Lock takes rw.w first, to compete with other writers",
  },
  {
    name: "mutex-lock",
    before: "locking",
    after: "(?= < |$)",
    wait: { kind: "lock", lock: { kind: "mutex", mode: "lock" } },
    path: "sync.runtime_SemacquireMutex < sync.(*Mutex).lockSlow < sync.(*Mutex).Lock < main.lockMu",
    source: "go sync/mutex.go",
  },
  {
    name: "rwmutex-rlock",
    before: "sema",
    after: `sync\\.\\(\\*RWMutex\\)\\.RLock${END}`,
    wait: { kind: "lock", lock: { kind: "rwmutex", mode: "rlock" } },
    path: "sync.runtime_SemacquireRWMutexR < sync.(*RWMutex).RLock < sync.(*rlocker).Lock < main.lockIface",
    source: "go sync/rwmutex.go",
  },
  {
    name: "rwmutex-lock-behind-readers",
    before: "sema",
    after: `sync\\.\\(\\*RWMutex\\)\\.Lock${END}`,
    wait: { kind: "lock", lock: { kind: "rwmutex", mode: "lock", behind: "readers" } },
    path: "sync.runtime_SemacquireRWMutex < sync.(*RWMutex).Lock < main.main.func3",
    source:
      "go sync/rwmutex.go: past rw.w the writer waits on writerSem for the readers inside; new readers wait behind it",
  },
];

function rulesOf(form: Form): WaitRule[] {
  const parked = form.before === "locking" ? LOCKING : `(?:${SEMA} < )?`;
  const woken = form.before === "locking" ? LOCKING_PROVED : `${SEMA} < `;
  const rule = { wait: form.wait, part: PART, source: form.source };
  return [
    {
      ...rule,
      name: form.name,
      state: SYNC_STATE,
      path: new RegExp(`^${parked}${form.after}`),
      example: { state: "semacquire", path: form.path },
    },
    {
      ...rule,
      name: `${form.name}-woken`,
      state: WOKEN,
      path: new RegExp(`^${woken}${form.after}`),
      example: { state: "runnable", path: form.path },
    },
  ];
}

/** Waits inside package sync: mutex, rwmutex, once, WaitGroup, Cond; then states that name a lock whose frames are missing. */
export const LOCK_RULES: readonly WaitRule[] = [
  ...FORMS.flatMap(rulesOf),
  {
    name: "waitgroup",
    state: SYNC_STATE,
    path: new RegExp(`^(?:${SEMA} < )?sync\\.\\(\\*WaitGroup\\)\\.Wait${END}`),
    part: PART,
    wait: { kind: "waitgroup" },
    example: { state: "semacquire", path: "sync.runtime_Semacquire < sync.(*WaitGroup).Wait < main.wgWait" },
    source: "go sync/waitgroup.go",
  },
  {
    name: "cond",
    state: SYNC_STATE,
    path: new RegExp(`^(?:sync\\.runtime_(?:notifyListWait|Syncsemacquire) < )?sync\\.\\(\\*Cond\\)\\.Wait${END}`),
    part: PART,
    wait: { kind: "cond" },
    example: { state: "semacquire", path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < main.condWait" },
    source: "go sync/cond.go; [semacquire] until 1.10, [sync.Cond.Wait] since 1.11",
  },
  {
    name: "cond-wake",
    state: /^semarelease$/,
    part: PART,
    wait: { kind: "cond" },
    example: { state: "semarelease", path: "sync.runtime_Syncsemrelease < sync.(*Cond).Signal < main.signal" },
    source: "go runtime/sema.go until 1.6 (reconstructed)",
  },
  {
    name: "rwmutex-rlock-by-state",
    state: /^sync\.RWMutex\.RLock$/,
    part: PART,
    wait: { kind: "lock", lock: { kind: "rwmutex", mode: "rlock" } },
    example: { state: "sync.RWMutex.RLock", path: "" },
    source: "go runtime/runtime2.go since 1.20",
  },
  {
    name: "rwmutex-lock-by-state",
    state: /^sync\.RWMutex\.Lock$/,
    part: PART,
    wait: { kind: "lock", lock: { kind: "rwmutex", mode: "lock", behind: "readers" } },
    example: { state: "sync.RWMutex.Lock", path: "" },
    source:
      "go runtime/runtime2.go since 1.20: only while waiting for readers; behind a writer the state is sync.Mutex.Lock",
  },
  {
    name: "lock-by-state",
    state: /^sync\.Mutex\.Lock$/,
    part: PART,
    wait: { kind: "lock", lock: { kind: "unknown", mode: "lock" } },
    example: { state: "sync.Mutex.Lock", path: "" },
    source: "go runtime/runtime2.go since 1.20: a mutex, a writer behind a writer, or a Once",
  },
  {
    name: "waitgroup-by-state",
    state: /^sync\.WaitGroup\.Wait$/,
    part: PART,
    wait: { kind: "waitgroup" },
    example: { state: "sync.WaitGroup.Wait", path: "" },
    source: "go runtime/runtime2.go since 1.24",
  },
  {
    name: "cond-by-state",
    state: /^sync\.Cond\.Wait$/,
    part: PART,
    wait: { kind: "cond" },
    example: { state: "sync.Cond.Wait", path: "" },
    source: "go runtime/runtime2.go since 1.11",
  },
];
