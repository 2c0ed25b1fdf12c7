/**
 * "fit": in the puzzles that weights are fitted to; "held": in a second set, by which rules were mended and "ambiguous" was calibrated; "fresh": in a
 * third one, unseen when it was first measured, and looked at since; "last": only in the fourth one, that was made when all was done, and that
 * nothing was fitted to or mended by.
 */
export type PuzzleSet = "fit" | "held" | "fresh" | "last";

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
  {
    name: "shard",
    set: "fresh",
    kind: "mutex",
    declare: "type shard$T struct {\n\tmu    sync.Mutex\n\titems map[string]int\n}",
    field: "shards [4]shard$T\nslot int",
    init: "r.slot = len(name) % 4",
    expression: "r.shards[r.slot].mu",
    pointer: "&r.shards[r.slot].mu",
  },
  {
    name: "core-pointer",
    set: "fresh",
    kind: "rwmutex",
    declare: "type core$T struct {\n\tsync.RWMutex\n\topen bool\n}",
    field: "*core$T",
    init: "r.core$T = &core$T{open: true}",
    expression: "r",
    pointer: "&r.RWMutex",
  },
  {
    name: "locker",
    set: "fresh",
    noTry: true,
    kind: "mutex",
    field: "lock sync.Locker",
    init: "r.lock = new(sync.Mutex)",
    expression: "r.lock",
    pointer: "r.lock",
  },
  {
    name: "stripes",
    set: "fresh",
    kind: "mutex",
    declare: "var (\n\tstripes$T [8]sync.Mutex\n\tnext$T    int\n)",
    field: "stripe int",
    init: "next$T++\nr.stripe = next$T % 8",
    expression: "stripes$T[r.stripe]",
    pointer: "&stripes$T[r.stripe]",
  },
  {
    name: "entry",
    set: "fresh",
    kind: "mutex",
    declare: "type entry$T struct {\n\tvalue string\n\tlease int64\n\tmu    sync.Mutex\n}",
    field: "entry *entry$T",
    init: "r.entry = &entry$T{value: name}",
    expression: "r.entry.mu",
    pointer: "&r.entry.mu",
  },
  {
    name: "guarded",
    set: "fresh",
    kind: "rwmutex",
    declare: "type guarded$T[V any] struct {\n\tvalue V\n\tmu    sync.RWMutex\n}",
    field: "state guarded$T[[]string]",
    expression: "r.state.mu",
    pointer: "&r.state.mu",
  },
  {
    name: "accessor",
    set: "fresh",
    kind: "mutex",
    declare: "func (r *$T) guard() *sync.Mutex { return &r.own }",
    field: "own sync.Mutex",
    expression: "r.guard()",
    pointer: "&r.own",
  },
  {
    name: "anonymous",
    set: "fresh",
    kind: "mutex",
    field: "stats struct {\n\tsync.Mutex\n\thits int\n}",
    expression: "r.stats",
    pointer: "&r.stats.Mutex",
  },
  {
    name: "sync-map",
    set: "fresh",
    kind: "mutex",
    declare: `var locks$T sync.Map

func lockOf$T(name string) *sync.Mutex {
	found, _ := locks$T.LoadOrStore(name, new(sync.Mutex))
	return found.(*sync.Mutex)
}`,
    field: "",
    expression: "lockOf$T(r.name)",
    pointer: "lockOf$T(name)",
  },
  {
    name: "registry",
    set: "fresh",
    kind: "rwmutex",
    declare: "var registry$T = struct {\n\tall map[string]int\n\tmu  sync.RWMutex\n}{all: map[string]int{}}",
    field: "",
    expression: "registry$T.mu",
    pointer: "&registry$T.mu",
    shared: true,
  },
  {
    name: "plain",
    set: "fresh",
    kind: "mutex",
    field: "access sync.Mutex",
    expression: "r.access",
    pointer: "&r.access",
  },
  {
    name: "tenant",
    set: "last",
    kind: "mutex",
    declare: "type tenant$T struct {\n\tquota int\n\tmu    sync.Mutex\n}",
    field: "tenants map[string]*tenant$T",
    init: "r.tenants = map[string]*tenant$T{name: {}}",
    expression: "r.tenants[r.name].mu",
    pointer: "&r.tenants[name].mu",
  },
  {
    name: "session",
    set: "last",
    kind: "mutex",
    declare:
      "type inner$T struct {\n\tlabel string\n\tsync.Mutex\n}\n\ntype session$T struct {\n\t*inner$T\n\tseq int\n}",
    field: "session *session$T",
    init: "r.session = &session$T{inner$T: &inner$T{}}",
    expression: "r.session",
    pointer: "&r.session.Mutex",
  },
  {
    name: "array",
    set: "last",
    kind: "rwmutex",
    field: "guards [3]sync.RWMutex",
    expression: "r.guards[1]",
    pointer: "&r.guards[1]",
  },
  {
    name: "provider",
    set: "last",
    kind: "mutex",
    field: "guard func() *sync.Mutex",
    init: "own := new(sync.Mutex)\nr.guard = func() *sync.Mutex { return own }",
    expression: "r.guard()",
    pointer: "r.guard()",
  },
  {
    name: "generic-base",
    set: "last",
    kind: "mutex",
    declare: "type base$T[V any] struct {\n\tall []V\n\tmu  sync.Mutex\n}",
    field: "base$T[string]",
    expression: "r.mu",
    pointer: "&r.mu",
  },
  {
    name: "table",
    set: "last",
    kind: "rwmutex",
    declare: 'var table$T = map[string]*sync.RWMutex{"all": new(sync.RWMutex)}',
    field: "",
    expression: 'table$T["all"]',
    pointer: 'table$T["all"]',
    shared: true,
  },
  {
    name: "handed-in",
    set: "last",
    kind: "mutex",
    field: "lk *sync.Mutex",
    init: "r.lk = new(sync.Mutex)",
    expression: "r.lk",
    pointer: "r.lk",
  },
  {
    name: "settings",
    set: "last",
    kind: "rwmutex",
    declare: "type settings$T struct {\n\tversion int\n\tlock    sync.RWMutex\n}",
    field: "settings settings$T",
    expression: "r.settings.lock",
    pointer: "&r.settings.lock",
  },
  {
    name: "direct",
    set: "last",
    kind: "mutex",
    field: "lock sync.Mutex",
    expression: "r.lock",
    pointer: "&r.lock",
  },
];
