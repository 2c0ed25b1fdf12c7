import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/query/diagnose.ts";

const ACCEPTS = `goroutine 1 [IO wait, 9 minutes]:
net.(*TCPListener).Accept(0xc000100000)
	net/tcpsock.go:335 +0x1
main.main()
	/src/main.go:9 +0x1
`;

/** A pool that waits for the end of its worker, and the worker; reconstructed. */
const pool = (state: string): string => `goroutine 7 [sync.WaitGroup.Wait, 9 minutes]:
sync.runtime_SemacquireWaitGroup(0xc000200010?, 0x0?)
	runtime/sema.go:114 +0x1
sync.(*WaitGroup).Wait(0xc000200010)
	sync/waitgroup.go:206 +0x1
example.org/svc.(*Pool).run(0xc000200000)
	/src/pool.go:21 +0x1
created by example.org/svc.Start in goroutine 1
	/src/pool.go:11 +0x1

goroutine 8 [${state}, 9 minutes]:
example.org/svc.(*Pool).one(0xc000200000)
	/src/pool.go:40 +0x1
example.org/svc.(*Pool).worker(0xc000200000)
	/src/pool.go:33 +0x1
created by example.org/svc.(*Pool).run in goroutine 7
	/src/pool.go:19 +0x1
`;

const child = (below: string): string => `goroutine 8 [syscall, 9 minutes]:
os.(*Process).blockUntilWaitable(0xc000300000)
	os/wait_waitid.go:32 +0x1
os.(*Process).Wait(0xc000300000)
	os/exec.go:134 +0x1
os/exec.(*Cmd).Wait(0xc000310000)
	os/exec/exec.go:901 +0x1
example.org/svc.(*Runner).run(0xc000320000)
	/src/run.go:40 +0x1
${below}`;
const STARTED = "created by example.org/svc.Start in goroutine 1\n\t/src/run.go:11 +0x1\n";
const SERVED = `net/http.(*conn).serve(0xc000400000, {0x8f7f28, 0xc000028088})
	net/http/server.go:2102 +0x1
created by net/http.(*Server).Serve in goroutine 1
	net/http/server.go:3454 +0x1
`;

async function severities(...goroutines: string[]): Promise<string[]> {
  const text = [ACCEPTS, ...goroutines].join("\n");
  const { findings } = await diagnose([{ name: "svc.txt", bytes: new TextEncoder().encode(text) }]);
  return findings.map(({ severity, id }) => `${severity} ${id}`);
}

describe("a worker that a pool waits for, for minutes", () => {
  test.each(["select", "chan receive", "sync.Cond.Wait"])("in [%s] may have no work", async (state) => {
    expect(await severities(pool(state))).toEqual(["info blocked-on-goroutine"]);
  });

  test("that waits to send has some", async () => {
    expect(await severities(pool("chan send"))).toEqual(["warning blocked-on-goroutine"]);
  });
});

describe("a child process that runs for minutes", () => {
  test("may be meant to, when nobody waits for the goroutine that looks after it", async () => {
    expect(await severities(child(STARTED))).toEqual(["info blocked-on-process"]);
  });

  test("keeps somebody waiting when a request has started it", async () => {
    expect(await severities(child(SERVED))).toEqual(["critical blocked-on-process"]);
  });
});
