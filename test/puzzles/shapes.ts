import type { PuzzleSet } from "./places.ts";

/** The parts that a shape puts together. Each is Go text without a final newline, or empty. */
export interface Parts {
  /** Tells that the lock is wanted, takes it, tells that it is held. */
  readonly take: string;
  /** Tells that it is given back, and gives it back. */
  readonly give: string;
  /** The same two, each as a deferred call. */
  readonly deferGive: string;
  /** Before the lock is taken, while it is held, after it was given back. */
  readonly before: string;
  readonly body: string;
  readonly after: string;
  readonly receiver: string;
  readonly type: string;
  /** Name of the operation: helpers carry it, so that each operation has its own. */
  readonly op: string;
  readonly wants: string;
  readonly took: string;
  readonly tryTake: string;
}

export interface Shape {
  readonly name: string;
  readonly set: PuzzleSet;
  /** The operation's body, and functions beside it. */
  readonly text: (parts: Parts) => { readonly body: string; readonly beside?: string };
  /** Nothing can follow the unlock in the operation itself. */
  readonly noAfter?: true;
  /** A return or a panic in its body leaves the lock taken. */
  readonly forgets?: true;
  /** Takes the lock by TryLock, too. */
  readonly tries?: true;
}

const lines = (...parts: readonly string[]): string => parts.filter(Boolean).join("\n");

export const shapes: readonly Shape[] = [
  {
    name: "deferred",
    set: "fit",
    noAfter: true,
    text: (p) => ({ body: lines(p.before, p.take, p.deferGive, p.body) }),
  },
  {
    name: "branches",
    forgets: true,
    set: "fit",
    text: (p) => ({
      body: lines(p.before, p.take, `if len(key) > 40 {\n${p.give}\nreturn\n}`, p.body, p.give, p.after),
    }),
  },
  {
    name: "enter-leave",
    forgets: true,
    set: "fit",
    text: (p) => ({
      body: lines(p.before, `r.enter${p.op}()`, p.body, `r.leave${p.op}()`, p.after),
      beside: `func ${p.receiver} enter${p.op}() {\n${p.take}\n}\n\nfunc ${p.receiver} leave${p.op}() {\n${p.give}\n}`,
    }),
  },
  {
    name: "function-literal",
    set: "fit",
    text: (p) => ({ body: lines(p.before, `func() {\n${lines(p.take, p.deferGive, p.body)}\n}()`, p.after) }),
  },
  {
    name: "switch",
    forgets: true,
    set: "fit",
    text: (p) => ({
      body: lines(
        p.before,
        `switch len(key) {\ncase 0:\nreturn\ncase 1, 2:\n${lines(p.take, p.body, p.give)}\ndefault:\nr.total++\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "deferred-literal",
    set: "fit",
    noAfter: true,
    text: (p) => ({ body: lines(p.before, p.take, `defer func() {\nr.total++\n${p.give}\n}()`, p.body) }),
  },
  {
    name: "callee-locked",
    set: "fit",
    text: (p) => ({
      body: lines(p.before, p.take, `r.do${p.op}Locked(key, at)`, p.give, p.after),
      beside: `func ${p.receiver} do${p.op}Locked(key string, at int) {\n${p.body}\n}`,
    }),
  },
  {
    name: "outer",
    set: "fit",
    text: (p) => ({
      body: lines(p.before, `r.inner${p.op}(key, at)`, p.after),
      beside: `func ${p.receiver} inner${p.op}(key string, at int) {\n${lines(p.take, p.deferGive, p.body)}\n}`,
    }),
  },
  {
    name: "nested-blocks",
    forgets: true,
    set: "held",
    text: (p) => ({
      body: lines(
        p.before,
        `if r.total < 1000 {\n${lines(p.take, `if key != "" {\n${p.body}\n}`, p.give)}\n} else {\nr.total = 0\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "unlock-function",
    set: "held",
    text: (p) => ({
      body: lines(p.before, `release := r.hold${p.op}()`, p.body, "release()", p.after),
      beside: `func ${p.receiver} hold${p.op}() func() {\n${p.take}\nreturn func() {\n${p.give}\n}\n}`,
    }),
  },
  {
    name: "with-callback",
    set: "held",
    text: (p) => ({
      body: lines(p.before, `r.with${p.op}(func() {\n${p.body}\n})`, p.after),
      beside: `func ${p.receiver} with${p.op}(run func()) {\n${lines(p.take, p.deferGive, "run()")}\n}`,
    }),
  },
  {
    name: "loop",
    forgets: true,
    set: "held",
    text: (p) => ({
      body: lines(
        p.before,
        `for round := 0; round < 2; round++ {\n${lines(p.take, `r.total++`, `if round == 1 {\n${p.body}\n}`, p.give)}\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "twice",
    set: "held",
    text: (p) => ({ body: lines(p.take, "r.total++", p.give, p.before, p.take, p.body, p.give, p.after) }),
  },
  {
    name: "plain-function",
    forgets: true,
    set: "held",
    text: (p) => ({
      body: `act${p.op}$A(r, key, at)`,
      beside: `func act${p.op}$G(r *${p.type}, key string, at int) {\n${lines(p.before, p.take, p.body, p.give, p.after)}\n}`,
    }),
  },
  {
    name: "try-first",
    tries: true,
    forgets: true,
    set: "held",
    text: (p) => ({
      body: lines(p.before, `if ${p.tryTake} {\n${p.took}\n} else {\n${p.take}\n}`, p.body, p.give, p.after),
    }),
  },
  {
    name: "sometimes",
    set: "held",
    text: (p) => ({
      body: lines(
        p.before,
        `locked := at != 8\nif locked {\n${p.take}\n}`,
        p.body,
        `if locked {\n${p.give}\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "goto",
    forgets: true,
    set: "held",
    text: (p) => ({
      body: lines(p.before, p.take, `if r.total < 0 {\ngoto out\n}`, p.body, `out:\n${p.give}`, p.after),
    }),
  },
  {
    name: "early-error",
    set: "fresh",
    forgets: true,
    text: (p) => ({
      body: lines(
        p.before,
        p.take,
        `if err := r.check${p.op}(key); err != nil {\n${p.give}\nreturn\n}`,
        p.body,
        p.give,
        p.after,
      ),
      beside: `func ${p.receiver} check${p.op}(key string) error {\nif len(key) > 40 {\nreturn errTooLong\n}\nreturn nil\n}`,
    }),
  },
  {
    name: "handed-literal",
    set: "fresh",
    noAfter: true,
    text: (p) => ({
      body: lines(p.before, p.take, `defer func(done func()) { done() }(func() {\n${p.give}\n})`, p.body),
    }),
  },
  {
    name: "guard-struct",
    set: "fresh",
    forgets: true,
    text: (p) => ({
      body: lines(p.before, p.take, `held := pass${p.op}$A{r}`, p.body, "held.leave()", p.after),
      beside: `type pass${p.op}$A struct{ owner *${p.type} }\n\nfunc (p pass${p.op}$A) leave() {\nr := p.owner\n${p.give}\n}`,
    }),
  },
  {
    name: "recovering",
    set: "fresh",
    noAfter: true,
    text: (p) => ({
      body: lines(
        p.before,
        p.take,
        `defer func() {\nif failed := recover(); failed != nil {\nr.total = 0\n}\n${p.give}\n}()`,
        p.body,
      ),
    }),
  },
  {
    name: "select-loop",
    set: "fresh",
    forgets: true,
    text: (p) => ({
      body: lines(
        p.before,
        `for turn := 0; turn < 3; turn++ {\nselect {\ncase <-never:\nreturn\ndefault:\n}\n${lines(p.take, "r.total++", `if turn == 2 {\n${p.body}\n}`, p.give)}\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "transaction",
    set: "fresh",
    text: (p) => ({
      body: lines(p.before, `r.update${p.op}(func() error {\n${p.body}\nreturn nil\n})`, p.after),
      beside: `func ${p.receiver} update${p.op}(change func() error) error {\n${p.take}\nif err := change(); err != nil {\n${p.give}\nreturn err\n}\n${p.give}\nreturn nil\n}`,
    }),
  },
  {
    name: "kept-by-break",
    set: "fresh",
    forgets: true,
    text: (p) => ({
      body: lines(
        p.before,
        `search:\nfor i := 0; i < 3; i++ {\n${lines(p.take, "for j := 0; j < 2; j++ {\nif i == 1 {\nbreak search\n}\n}", p.give)}\n}`,
        p.body,
        p.give,
        p.after,
      ),
    }),
  },
  {
    name: "enters",
    set: "fresh",
    forgets: true,
    text: (p) => ({
      body: lines(p.before, `if r.enters${p.op}() {\n${lines(p.body, p.give)}\n}`, p.after),
      beside: `func ${p.receiver} enters${p.op}() bool {\n${p.take}\nif r.total < -1 {\n${p.give}\nreturn false\n}\nreturn true\n}`,
    }),
  },
  {
    name: "callee-releases",
    set: "fresh",
    text: (p) => ({
      body: lines(p.before, p.take, `r.finish${p.op}(key, at)`),
      beside: `func ${p.receiver} finish${p.op}(key string, at int) {\n${lines(p.body, p.give, p.after)}\n}`,
    }),
  },
  {
    name: "unless-told",
    set: "fresh",
    noAfter: true,
    text: (p) => ({
      body: lines(p.before, `nolock := at == 8\nif !nolock {\n${lines(p.take, p.deferGive)}\n}`, p.body),
    }),
  },
  {
    name: "straight",
    set: "fresh",
    forgets: true,
    text: (p) => ({ body: lines(p.before, "r.total++", p.take, p.body, "r.total--", p.give, "r.total++", p.after) }),
  },
  {
    name: "retries",
    set: "last",
    forgets: true,
    text: (p) => ({
      body: lines(
        p.before,
        `for try := 0; try < 2; try++ {\n${lines(p.take, `if try == 0 {\n${p.give}\ncontinue\n}`, p.body, p.give)}\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "with-error",
    set: "last",
    text: (p) => ({
      body: lines(p.before, `if err := r.try${p.op}(key, at); err != nil {\nreturn\n}`, p.after),
      beside: `func ${p.receiver} try${p.op}(key string, at int) (err error) {\n${lines(p.take, `defer func() {\n${p.give}\n}()`, p.body)}\nreturn nil\n}`,
    }),
  },
  {
    name: "opens-deep",
    set: "last",
    forgets: true,
    text: (p) => ({
      body: lines(p.before, `r.open${p.op}()`, p.body, `r.close${p.op}()`, p.after),
      beside: `func ${p.receiver} open${p.op}() {\nr.total++\nr.reallyOpen${p.op}()\n}\n\nfunc ${p.receiver} reallyOpen${p.op}() {\n${p.take}\n}\n\nfunc ${p.receiver} close${p.op}() {\n${p.give}\n}`,
    }),
  },
  {
    name: "guard-object",
    set: "last",
    forgets: true,
    text: (p) => ({
      body: lines(p.before, `held := r.begin${p.op}()`, p.body, "held.end()", p.after),
      beside: `type held${p.op}$A struct{ r *${p.type} }\n\nfunc ${p.receiver} begin${p.op}() held${p.op}$A {\n${p.take}\nreturn held${p.op}$A{r}\n}\n\nfunc (h held${p.op}$A) end() {\nr := h.r\n${p.give}\n}`,
    }),
  },
  {
    name: "case",
    set: "last",
    forgets: true,
    text: (p) => ({
      body: lines(
        p.before,
        `switch {\ncase key == "":\nr.total = 0\ncase at >= 0:\n${lines(p.take, p.body, p.give)}\n}`,
        p.after,
      ),
    }),
  },
  {
    name: "local-helper",
    set: "last",
    text: (p) => ({
      body: lines(
        p.before,
        `locked := func(work func()) {\n${lines(p.take, p.deferGive, "work()")}\n}\nlocked(func() {\n${p.body}\n})`,
        p.after,
      ),
    }),
  },
  {
    name: "pauses",
    set: "last",
    text: (p) => ({
      body: lines(p.before, p.take, `r.pause${p.op}()`, p.body, p.give, p.after),
      beside: `func ${p.receiver} pause${p.op}() {\n${lines(p.give, "r.total++", p.take)}\n}`,
    }),
  },
  {
    name: "deferred-last",
    set: "last",
    noAfter: true,
    text: (p) => ({
      body: lines(p.before, `defer func(start int) {\nr.total -= start\n}(r.total)`, p.take, p.deferGive, p.body),
    }),
  },
  {
    name: "simple",
    set: "last",
    forgets: true,
    text: (p) => ({ body: lines(p.before, p.take, "size := r.total", p.body, "r.total = size + 1", p.give, p.after) }),
  },
];
