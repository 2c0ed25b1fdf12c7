import type { ArgumentStyle } from "./trust.ts";

/**
 * One place where a frame prints something from which the primitive's address follows. Offsets from facts §4.1 and §4.2 (Go's
 * sync package, 1.3 to 1.27), frames from §4.3; sizes are the same on 32 and 64 bit unless `minus` depends on the pointer.
 */
export interface AddressRule {
  readonly name: string;
  /** Rules of the wait (without "-woken") for which it holds. */
  readonly waits: RegExp;
  /** The symbol of the frame. */
  readonly frame: RegExp;
  /** The frame's first argument is live whatever the era: it prints no "?" even in Go 1.17, which marks nothing. */
  readonly live: boolean;
  /** Distance from the primitive's start to the printed address, in bytes; undefined where it cannot be told. */
  readonly minus: (context: {
    readonly style: ArgumentStyle;
    readonly slow: boolean;
    readonly value: number;
  }) => number | undefined;
  readonly go: string;
  readonly example: { readonly wait: string; readonly call: string };
}

const SEMAPHORE = /^sync\.runtime_Semacquire\w*$/;
const RUNTIME = /^runtime\.semacquire1?$/;

function same(
  name: string,
  waits: RegExp,
  frame: RegExp,
  live: boolean,
  go: string,
  example: AddressRule["example"],
): AddressRule {
  return { name, waits, frame, live, minus: () => 0, go, example };
}

/** The semaphore's address, from sync's frame (exact until 1.16) and from the runtime's (system mode, live in every version). */
function semaphore(name: string, waits: RegExp, minus: AddressRule["minus"], wait: string): AddressRule[] {
  return [
    {
      name: `${name}-semaphore`,
      waits,
      frame: SEMAPHORE,
      live: false,
      minus,
      go: ">=1.3 <1.17",
      example: { wait, call: "sync.runtime_SemacquireMutex(0xc00009613c, 0x0, 0x1)" },
    },
    {
      name: `${name}-semacquire1`,
      waits,
      frame: RUNTIME,
      live: true,
      minus,
      go: ">=1.5",
      example: { wait, call: "runtime.semacquire1(0xc0000a813c, 0x40?, 0x3, 0x1)" },
    },
  ];
}

const MUTEX = /^(?:mutex-lock|rwmutex-lock-behind-writer|lock-by-state)$/;
const READERS = /^rwmutex-lock-behind-readers$/;
const RLOCK = /^rwmutex-rlock$/;
const ONCE = /^once$/;
const WAITGROUP = /^waitgroup$/;
const COND = /^cond$/;
const FD = /^fd-(?:lock|close)$/;

export const ADDRESS_RULES: readonly AddressRule[] = [
  same("mutex-lock-slow", MUTEX, /^sync\.\(\*Mutex\)\.lockSlow$/, true, ">=1.13", {
    wait: "mutex-lock",
    call: "sync.(*Mutex).lockSlow(0xc0000a8138)",
  }),
  same("mutex-lock", MUTEX, /^sync\.\(\*Mutex\)\.Lock$/, false, "*", {
    wait: "mutex-lock",
    call: "sync.(*Mutex).Lock(0xc208010088)",
  }),
  same("rwmutex-lock", /^rwmutex-lock-/, /^sync\.\(\*RWMutex\)\.Lock$/, false, "*", {
    wait: "rwmutex-lock-behind-readers",
    call: "sync.(*RWMutex).Lock(0xc20801e060)",
  }),
  same("rwmutex-rlock", RLOCK, /^sync\.\(\*(?:RWMutex\)\.RLock|rlocker\)\.Lock)$/, false, "*", {
    wait: "rwmutex-rlock",
    call: "sync.(*RWMutex).RLock(0xc208010090)",
  }),
  same("waitgroup-wait", WAITGROUP, /^sync\.\(\*WaitGroup\)\.Wait$/, false, "*", {
    wait: "waitgroup",
    call: "sync.(*WaitGroup).Wait(0x34b38f5081b8)",
  }),
  same("cond-wait", COND, /^sync\.\(\*Cond\)\.Wait$/, false, "*", {
    wait: "cond",
    call: "sync.(*Cond).Wait(0xc208054080)",
  }),
  same("once-do", ONCE, /^sync\.\(\*Once\)\.(?:doSlow|Do)$/, false, "*", {
    wait: "once",
    call: "sync.(*Once).doSlow(0xc000096170, 0x53aba8)",
  }),
  {
    // Its Mutex is at 4 since 1.13, the version that also brought lockSlow.
    name: "once-lock-slow",
    waits: ONCE,
    frame: /^sync\.\(\*Mutex\)\.lockSlow$/,
    live: true,
    minus: () => 4,
    go: ">=1.13",
    example: { wait: "once", call: "sync.(*Mutex).lockSlow(0xc0000a8174)" },
  },
  {
    name: "once-lock",
    waits: ONCE,
    frame: /^sync\.\(\*Mutex\)\.Lock$/,
    live: false,
    minus: ({ slow }) => (slow ? 4 : 0),
    go: "*",
    example: { wait: "once", call: "sync.(*Mutex).Lock(0xc2080100c8)" },
  },
  {
    name: "cond-notify-list",
    waits: COND,
    frame: /^sync\.runtime_(?:notifyListWait|Syncsemacquire)$/,
    live: true,
    minus: ({ style }) => (style.pointer === undefined ? undefined : 2 * style.pointer),
    go: "*",
    example: { wait: "cond", call: "sync.runtime_notifyListWait(0xc0000b0010, 0x0)" },
  },
  ...semaphore("mutex", MUTEX, () => 4, "mutex-lock"),
  ...semaphore("rwmutex-writer", READERS, () => 8, "rwmutex-lock-behind-readers"),
  ...semaphore("rwmutex-reader", RLOCK, () => 12, "rwmutex-rlock"),
  ...semaphore("once", ONCE, ({ slow }) => (slow ? 8 : 4), "once"),
  // At 12 until 1.10; from 1.11 to 1.17 at 8, or at 0 where the WaitGroup is not aligned to 8 bytes; at 8 since 1.18. Until 1.16 Wait shows the address.
  ...semaphore(
    "waitgroup",
    WAITGROUP,
    ({ style, value }) => (style.era !== "words" && style.pointer === 8 && value % 8 === 0 ? 8 : undefined),
    "waitgroup",
  ),
  same("fd", FD, /^internal\/poll\.\(\*(?:FD|fdMutex)\)\.\w+$/, false, ">=1.9", {
    wait: "fd-lock",
    call: "internal/poll.(*FD).Write(0xc0000b8180, {0xc0000160c0?, 0xa?, 0xa?})",
  }),
];
