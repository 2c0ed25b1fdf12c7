import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { renamed } from "./renamed.ts";
import { filesOf, type SampleFile, textOf, truthOf } from "./truth.ts";

const execHang = "docker-20.10.24-exec-hang";
const systemdMute = "docker-20.10.24-systemd-mute";

const steps = (found: Diagnosis): number[][] => found.chains.map((chain) => chain.steps.map((step) => step.goroutine));

const ends = (found: Diagnosis): { kind: string; verb: string | undefined }[] =>
  found.chains.map(({ end }) => ({ kind: end.kind, verb: end.verb }));

const fileFrom = (name: string, text: string): SampleFile => ({ name, bytes: new TextEncoder().encode(text) });

describe("each dump alone", () => {
  test("dockerd only: both locks and owners; the chain stops at the call", async () => {
    const found = await diagnose(filesOf(execHang, ["dockerd.log"]));
    expect(steps(found)).toEqual([[139, 155, 147]]);
    expect(ends(found)).toEqual([{ kind: "rpc", verb: undefined }]);
    expect(found.chains[0]?.victims).toBe(6);
    expect(found.calls.find(({ client }) => client.goroutine === 147)).not.toHaveProperty("server");
    expect(found.locks.map((lock) => lock.owner.goroutines.map(({ goroutine }) => goroutine))).toEqual([[155], [147]]);
  });

  test("containerd only: the served call and the one it waits for", async () => {
    const found = await diagnose(filesOf(execHang, ["containerd.stacks.log"]));
    expect(found.locks).toEqual([]);
    expect(found.calls).toContainEqual(
      expect.objectContaining({
        client: { dump: "containerd", goroutine: 190 },
        protocol: "ttrpc",
        service: "Task",
        method: "Start",
      }),
    );
    expect(steps(found)).toEqual([[190]]);
    expect(ends(found)).toEqual([{ kind: "rpc", verb: undefined }]);
  });

  test("the journal only: the shim and the verb that does not return", async () => {
    const found = await diagnose(filesOf(execHang, ["containerd-journal.log"]));
    expect(steps(found)).toEqual([[86]]);
    expect(ends(found)).toEqual([{ kind: "runc", verb: "exec" }]);
  });

  test("the journal that holds two processes links them", async () => {
    const found = await diagnose(filesOf(systemdMute, ["containerd-journal.log"]));
    expect(steps(found)).toEqual([[300, 37]]);
    expect(ends(found)).toEqual([{ kind: "runc", verb: "create" }]);
  });
});

describe("without the catalogue", () => {
  test("still finds the owner that the dump itself shows, and names no wrong one", async () => {
    const { locks } = await diagnose(filesOf(execHang), { catalogue: false });
    expect(locks).toHaveLength(2);
    const [state, store] = locks;
    expect(state?.owner).toMatchObject({ verdict: "owner", goroutines: [{ goroutine: 155 }] });
    expect(store?.within).toBe(truthOf(execHang).locks[1]?.within);
    expect(store?.owner.goroutines.filter(({ goroutine }) => goroutine !== 147)).toEqual([]);
  });
});

describe("with every function renamed", () => {
  test("keeps the locks, the waiters, and the owner that is past the lock site", async () => {
    const plain = await diagnose(filesOf(execHang, ["dockerd.log"]));
    const strange = await diagnose(
      filesOf(execHang, ["dockerd.log"]).map((file) => fileFrom(file.name, renamed(textOf(file)))),
    );
    const brief = (found: Diagnosis) =>
      found.locks.map(({ kind, address, addressIs, within, waiters }) => ({
        kind,
        address,
        addressIs,
        within,
        waiters: waiters.map(({ goroutine, mode, minutes, site }) => ({
          goroutine,
          mode,
          minutes,
          line: site.dumpLine,
        })),
      }));
    expect(brief(strange)).toEqual(brief(plain));
    expect(strange.locks[0]?.owner).toMatchObject({ verdict: "owner", goroutines: [{ goroutine: 155 }] });
    expect(strange.locks[1]?.owner.goroutines.filter(({ goroutine }) => goroutine !== 147)).toEqual([]);
    expect(strange.calls).toEqual([]);
  });
});

describe("a dump that is cut off", () => {
  const [file] = filesOf(execHang, ["dockerd.log"]);
  const text = textOf(file ?? fileFrom("", ""));

  test("keeps what stands before the cut, and says so", async () => {
    const cut = text.indexOf("inspect.go:29", text.indexOf("goroutine 161 "));
    const found = await diagnose([fileFrom("dockerd.log", text.slice(0, cut))]);
    expect(found.dumps[0]).toMatchObject({ truncated: true });
    expect(found.dumps[0]?.warnings.length).toBeGreaterThan(0);
    expect(found.locks[0]?.waiters.map(({ goroutine }) => goroutine)).toEqual([139, 144, 156, 160, 161]);
  });

  test("never throws, and never invents a lock", async () => {
    const known = truthOf(execHang).locks.map(({ address, within }) => address ?? within);
    for (let cut = 1000; cut < text.length; cut += 4987) {
      const { locks } = await diagnose([fileFrom("dockerd.log", text.slice(0, cut))]);
      for (const { address, within } of locks) expect(known).toContain(address ?? within);
    }
  });
});

test("a mute systemd is named, and its cause is not claimed", async () => {
  const found = await diagnose(filesOf(systemdMute));
  const [chain] = found.chains;
  expect(chain?.end).toMatchObject({ kind: "runc", verb: "create", pid: 6787 });
  const below = JSON.stringify(chain?.end.below);
  expect(below).toMatch(/D-Bus/);
  expect(below).toContain("org.freedesktop.systemd1");
  expect(below).toContain("busctl.txt");
  expect(JSON.stringify([chain?.end, found.findings])).toMatch(/not proved|not proven|does not prove|not known/);
});

test("that a Python program stood in for systemd is not used", async () => {
  const files = filesOf(systemdMute);
  const genuine = files.map((file) => fileFrom(file.name, textOf(file).replace(/python3/g, "systemd")));
  const ends = [await diagnose(files), await diagnose(genuine)].map(({ chains }) =>
    chains.map(({ end }) => end.below.map(({ process, waitsFor }) => ({ process, waitsFor }))),
  );
  expect(ends[1]).toEqual(ends[0]);
});

test("no evidence rests on a pointer that every handler of the daemon shows", async () => {
  for (const sample of [execHang, systemdMute, "docker-26.1.5-start-hang"]) {
    const files = filesOf(sample, ["dockerd.log"]);
    const blocks = textOf(files[0] ?? fileFrom("", "")).split("\n\n");
    const { locks } = await diagnose(files);
    for (const { address, within, owner } of locks) {
      const texts = owner.candidates.flatMap(({ evidence }) =>
        evidence.filter(({ weight }) => weight > 0).map(({ text }) => text),
      );
      const pointers = texts.flatMap((text) => text.match(/0x[0-9a-f]{6,}/g) ?? []);
      const common = pointers.filter((pointer) => blocks.filter((block) => block.includes(pointer)).length > 4);
      expect(common.filter((pointer) => pointer !== address && pointer !== within)).toEqual([]);
    }
  }
});

test("the same input gives the same bytes, in whatever order the files come", async () => {
  const files = filesOf(execHang);
  expect(JSON.stringify(await diagnose(files.toReversed()))).toBe(JSON.stringify(await diagnose(files)));
});
