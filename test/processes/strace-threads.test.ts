import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readProcessEvidence } from "../../src/processes/read-process-evidence.ts";
import { fixture, reconstructed } from "./fixture.ts";

// `strace -ff -tt -s 512 gdbus call …` of strace 6.1: the main thread connects, a worker thread talks; the service that owns the name answers nothing.
const names = readdirSync(fileURLToPath(new URL("fixtures/strace-ff", import.meta.url)));
const files = () => names.map((name) => ({ ...fixture(`strace-ff/${name}`), name }));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test("the files of strace -ff are one trace: what one thread connects, another one writes to", () => {
  expect(names).toHaveLength(3);
  const { busCalls, processes } = readProcessEvidence(files());
  const [pid] = processes.map((row) => row.pid);
  expect(processes.map(({ name }) => name)).toEqual(["gdbus"]);
  expect(busCalls?.at(-1)).toMatchObject({
    pid,
    member: "StartTransientUnit",
    argument: "libcontainer_4242_systemd_test_default.slice",
    socket: expect.stringMatching(/^\/tmp\/dbus-/),
    unansweredSeconds: 7,
    file: expect.not.stringContaining(`.${pid}`),
  });
  expect(busCalls?.map(({ member }) => member)).toEqual(["Introspect", "StartTransientUnit"]);
});

test("the order of the files does not matter", () => {
  expect(readProcessEvidence(files().reverse())).toEqual(readProcessEvidence(files()));
});

test("an answer that another thread reads is one (reconstructed: the worker's receiving moved into a third file)", () => {
  const parts = files().flatMap((file) => {
    const lines = text(file.bytes).split("\n");
    const received = lines.filter((line) => line.includes("recvmsg("));
    if (received.length === 0) return [file];
    const sent = lines.filter((line) => !line.includes("recvmsg("));
    return [reconstructed(file.name, sent.join("\n")), reconstructed("gdbus.strace.99999", received.join("\n"))];
  });
  expect(parts.length).toBeGreaterThan(names.length);
  expect(readProcessEvidence(parts).busCalls?.map(({ member }) => member)).toEqual([
    "Introspect",
    "StartTransientUnit",
  ]);
});

test("without times an unanswered call is told with a doubt (reconstructed: the stamps taken away)", () => {
  const bare = files().map(({ name, bytes }) =>
    reconstructed(name, text(bytes).replace(/^\d\d:\d\d:\d\d\.\d+ /gm, "")),
  );
  const { busCalls = [] } = readProcessEvidence(bare);
  expect(busCalls.map(({ doubt }) => doubt)).toEqual(busCalls.map(() => expect.stringContaining("another thread")));
  expect(busCalls.length).toBeGreaterThan(0);
});
