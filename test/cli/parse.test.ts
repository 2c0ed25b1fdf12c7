import { describe, expect, test } from "vitest";
import type { ParsedModel } from "../../src/model/diagnosis.ts";
import { validate } from "../view/schema/validate.ts";
import { command, sample } from "./command.ts";

const execHang = sample("docker-20.10.24-exec-hang");

describe("parse", () => {
  test("--format json prints the model", async () => {
    const { code, stdout, stderr } = await command(["parse", execHang]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const model = JSON.parse(stdout) as ParsedModel;
    validate("ParsedModel", model);
    const counts = Object.fromEntries(model.dumps.map(({ dump, goroutines }) => [dump, goroutines.length]));
    expect(counts).toEqual({ dockerd: 63, containerd: 43, "containerd-shim": 21 });
    const dockerd = model.dumps.find(({ dump }) => dump === "dockerd")?.goroutines.find(({ id }) => id === 139);
    expect(dockerd).toMatchObject({
      state: "semacquire",
      lines: [485, 515],
      createdBy: { func: "net/http.(*Server).Serve" },
    });
    expect(dockerd?.frames[1]).toEqual({
      func: "sync.(*Mutex).lockSlow",
      args: "0xc000ec0480",
      file: "/usr/lib/go-1.19/src/sync/mutex.go",
      line: 171,
      pcOffset: "0x165",
      dumpLine: 488,
    });
    expect(dockerd?.frames[2]).toMatchObject({ func: "sync.(*Mutex).Lock", inlined: true });
  });

  test("--format ndjson prints the same goroutines one a line, each with its dump", async () => {
    const json = JSON.parse((await command(["parse", execHang])).stdout) as ParsedModel;
    const { stdout } = await command(["parse", "--format", "ndjson", execHang]);
    const expected = json.dumps.flatMap(({ dump, goroutines }) =>
      goroutines.map((goroutine) => ({ dump, ...goroutine })),
    );
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(expected);
  });
});
