import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { StackgraphError } from "../../src/model/error.ts";
import { show } from "../../src/notebook/show.ts";
import { showChain } from "../../src/notebook/show-chain.ts";
import { showLocks } from "../../src/notebook/show-locks.ts";
import { jupyterDisplay } from "../../src/notebook/shown.ts";
import { execHang } from "../fixtures/diagnosis/exec-hang.ts";

const nothing: Diagnosis = { ...execHang, locks: [], calls: [], chains: [], findings: [] };

/** Tags that are opened and not closed, or closed and not opened. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  for (const [, slash, name, end] of markup.matchAll(/<(\/?)([a-z]+)(?:"[^"]*"|[^>"])*?(\/?)>/g)) {
    if (end === "/") continue;
    if (slash === "") open.push(name ?? "");
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe("showChain", () => {
  test("draws the chain of a real incident", async () => {
    await expect(showChain(execHang).svg).toMatchFileSnapshot("__golden__/exec-hang.svg");
  });

  test("says the same as text", () => {
    expect(showChain(execHang).text).toMatchInlineSnapshot(`
      "8 goroutines cannot go on: goroutine 86 of containerd-shim waits for \`runc exec\` since at least 2 minutes
      dockerd: goroutine 139 and 4 more, GET /containers/{id}/json ×4, POST /containers/{id}/stop, daemon.(*Daemon).ContainerInspectCurrent (inspect.go:40) ×4, container.(*State).IsRunning (state.go:240)
        waits to lock container.State 0xc000ec0480
        held by goroutine 155, likely
      dockerd: goroutine 155, GET /containers/{id}/json, exec.(*Store).List (exec.go:141)
        waits to read-lock exec.Store in 0xc000e8dea0
        held by goroutine 147, likely
      dockerd: goroutine 147, POST /exec/{name}/start, v1.(*tasksClient).Start (tasks.pb.go:1318)
        gRPC Tasks/Start
        served by goroutine 190 of containerd, nearly certain
      containerd: goroutine 190, Tasks/Start, task.(*taskClient).Start (shim.pb.go:3601)
        ttrpc Task/Start
        served by goroutine 86 of containerd-shim, nearly certain
      containerd-shim#3278: goroutine 86, Task/Start, for about 2 minutes, go-runc.(*Runc).Exec (runc.go:249)
        waits for \`runc exec\` since at least 2 minutes
      in no dump: runc exec, no process list shows it"
    `);
  });

  test("is deterministic", () => {
    expect(showChain(structuredClone(execHang)).svg).toBe(showChain(execHang).svg);
  });

  test("names what no dump shows", () => {
    const [chain] = execHang.chains;
    const first = chain?.steps[0];
    const client = execHang.calls[0]?.client;
    if (chain === undefined || first === undefined || client === undefined) throw new Error("the fixture has a chain");
    const cut: Diagnosis = {
      ...execHang,
      calls: [{ client, protocol: "grpc", service: "Tasks", method: "Start", confidence: 0.9, alternatives: [] }],
      chains: [
        {
          ...chain,
          steps: [{ ...first, ...client }],
          end: { kind: "rpc", text: "is inside gRPC Tasks/Start", below: [] },
        },
      ],
    };
    expect(showChain(cut).text).toContain("in no dump: gRPC Tasks/Start, the goroutine that serves it is in no dump");
  });

  test("shows the processes below the last goroutine", () => {
    const [chain] = execHang.chains;
    if (chain === undefined) throw new Error("the fixture has a chain");
    const below = [
      { process: { name: "runc", pid: 4711, state: "S" }, waitsFor: "a reply over D-Bus", evidence: [] },
      { process: { name: "org.freedesktop.systemd1" }, waitsFor: "not known", evidence: [] },
    ];
    const text = showChain({ ...execHang, chains: [{ ...chain, end: { ...chain.end, below } }] }).text;
    expect(text).toContain("in no dump: runc exec, pid 4711, state S\n  waits for a reply over D-Bus\n");
    expect(text).toContain("in no dump: org.freedesktop.systemd1, what it waits for is not known");
  });

  test("says so when nothing is blocked", () => {
    expect(showChain(nothing)).toMatchObject({ html: "<p>Nothing is blocked.</p>", text: "Nothing is blocked." });
  });

  test("refuses a chain that is not there", () => {
    expect(() => showChain(execHang, 7)).toThrow(StackgraphError);
    expect(() => showChain(execHang, 7)).toThrow("showChain: index is 7, but the diagnosis has 1 chain");
  });
});

describe("showLocks", () => {
  test("has a row for each lock, with its owner", () => {
    const { html, text } = showLocks(execHang);
    expect(html.match(/<tr>/g)).toHaveLength(1 + execHang.locks.length);
    expect(html).toContain("goroutines 139, 144, 156 and 2 more");
    expect(html).toContain("goroutine 155<br/>likely");
    expect(html).toContain("no age printed");
    expect(text.split("\n")).toHaveLength(execHang.locks.length);
  });

  test("says so when there is none", () => {
    expect(showLocks(nothing).text).toBe("No goroutine waits for a lock.");
  });
});

describe("show", () => {
  test("gives a notebook every form", () => {
    const forms = show(execHang)[jupyterDisplay]();
    expect(Object.keys(forms)).toEqual(["text/html", "image/svg+xml", "text/plain"]);
    expect(forms["text/html"]).toContain(showChain(execHang).svg);
    expect(forms["text/html"]).toContain("<table");
  });

  test("answers to the symbol that Deno's kernel asks for", () => {
    expect(jupyterDisplay).toBe(Symbol.for("Jupyter.display"));
    expect(String(show(nothing))).toBe("Nothing is blocked.");
  });

  test("is well-formed and loads nothing", () => {
    const { html } = show(execHang);
    expect(unbalanced(html)).toEqual([]);
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|url\(|@import/);
  });

  test("shows hostile names as text", () => {
    const hostile = JSON.parse(
      JSON.stringify(execHang).replaceAll("container.State", "<img src=x onerror=alert(1)>&\\u202e\\u001b[31m"),
    ) as Diagnosis;
    const { html } = show(hostile);
    expect(html).not.toContain("<img");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
    expect(html).not.toMatch(/[\u202e\u001b]/);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;&amp;\\u{202e}");
    expect(unbalanced(html)).toEqual([]);
  });
});
