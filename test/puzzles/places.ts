/** "fit": in the puzzles that weights are fitted to; "held": only in those held out from the fitting. */
export type PuzzleSet = "fit" | "held";

/** Where a program keeps a lock. In the Go text `$T` is the type of the resource, `r` the resource. */
export interface Place {
  readonly name: string;
  readonly set: PuzzleSet;
  readonly kind: "mutex" | "rwmutex";
  /** Declarations of its own. */
  readonly declare?: string;
  readonly field: string;
  /** Statements in the constructor. */
  readonly init?: string;
  /** What Lock and Unlock are called on. */
  readonly expression: string;
  /** Argument of Lock and Unlock. */
  readonly argument?: string;
  /** The lock's address, for the truth. */
  readonly pointer: string;
  /** The same lock for all resources of the type. */
  readonly shared?: true;
  readonly generic?: true;
  /** Its type has no TryLock. */
  readonly noTry?: true;
}

export const places: readonly Place[] = [
  { name: "embedded", set: "fit", kind: "mutex", field: "sync.Mutex", expression: "r", pointer: "&r.Mutex" },
  { name: "named", set: "fit", kind: "mutex", field: "mu sync.Mutex", expression: "r.mu", pointer: "&r.mu" },
  { name: "named-rw", set: "fit", kind: "rwmutex", field: "rw sync.RWMutex", expression: "r.rw", pointer: "&r.rw" },
  {
    name: "package-variable",
    set: "fit",
    kind: "mutex",
    declare: "var guard$T sync.Mutex",
    field: "",
    expression: "guard$T",
    pointer: "&guard$T",
    shared: true,
  },
  {
    name: "keyed-map",
    set: "fit",
    kind: "mutex",
    declare: `type slots$T struct {
	mu sync.Mutex
	by map[string]*sync.Mutex
}

func (s *slots$T) of(key string) *sync.Mutex {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by[key] == nil {
		s.by[key] = new(sync.Mutex)
	}
	return s.by[key]
}

var all$T = &slots$T{by: map[string]*sync.Mutex{}}`,
    field: "lock *sync.Mutex",
    init: "r.lock = all$T.of(name)",
    expression: "r.lock",
    pointer: "r.lock",
  },
  { name: "embedded-rw", set: "held", kind: "rwmutex", field: "sync.RWMutex", expression: "r", pointer: "&r.RWMutex" },
  {
    name: "nested",
    set: "held",
    kind: "mutex",
    declare: "type state$T struct {\n\tcount int\n\tmu    sync.Mutex\n}",
    field: "state state$T",
    expression: "r.state.mu",
    pointer: "&r.state.mu",
  },
  {
    name: "base",
    set: "held",
    kind: "mutex",
    declare: "type root$T struct {\n\tsync.Mutex\n\tseen int\n}\n\ntype base$T struct {\n\tlabel string\n\troot$T\n}",
    field: "base$T",
    expression: "r",
    pointer: "&r.Mutex",
  },
  {
    name: "wrapper",
    set: "held",
    noTry: true,
    kind: "mutex",
    declare: `type latch$T struct {
	inner sync.Mutex
	taken int
}

func (l *latch$T) Lock() {
	l.inner.Lock()
	l.taken++
}

func (l *latch$T) Unlock() {
	l.taken--
	l.inner.Unlock()
}`,
    field: "latch latch$T",
    expression: "r.latch",
    pointer: "&r.latch.inner",
  },
  {
    name: "shared-struct",
    set: "held",
    kind: "mutex",
    declare: "var guard$T struct {\n\tsync.Mutex\n\tused int\n}",
    field: "",
    expression: "guard$T",
    pointer: "&guard$T.Mutex",
    shared: true,
  },
  {
    name: "keyed-locker",
    set: "held",
    noTry: true,
    kind: "mutex",
    declare: `type keys$T struct {
	mu sync.Mutex
	by map[string]*sync.Mutex
}

func (k *keys$T) of(key string) *sync.Mutex {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.by[key] == nil {
		k.by[key] = new(sync.Mutex)
	}
	return k.by[key]
}

func (k *keys$T) Lock(key string) { k.of(key).Lock() }

func (k *keys$T) Unlock(key string) { k.of(key).Unlock() }

var keysOf$T = &keys$T{by: map[string]*sync.Mutex{}}`,
    field: "keys *keys$T",
    init: "r.keys = keysOf$T",
    expression: "r.keys",
    argument: "r.name",
    pointer: "r.keys.of(name)",
  },
  {
    name: "generic",
    set: "held",
    kind: "mutex",
    field: "mu sync.Mutex",
    expression: "r.mu",
    pointer: "&r.mu",
    generic: true,
  },
  {
    name: "pointer-rw",
    set: "held",
    kind: "rwmutex",
    field: "access *sync.RWMutex",
    init: "r.access = new(sync.RWMutex)",
    expression: "r.access",
    pointer: "r.access",
  },
];
