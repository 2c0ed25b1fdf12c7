import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { waitOf } from "../../src/waits/wait-of.ts";

/** Reconstructed from a server under Go 1.20 in system mode, without its paths: `line` is where the wrapper of the go statement stands. */
const janitor = (line: number) => `goroutine 28 [select]:
example.org/svc/app.(*App).janitor(0x0?, {0x8f7f28, 0xc0000a6000})
\t/src/app.go:31 +0x88 fp=0xc000104fb8 sp=0xc000104f48 pc=0x7311e8
example.org/svc/app.Run.func3()
\t/src/app.go:${line} +0x2e fp=0xc000104fe0 sp=0xc000104fb8 pc=0x7316ee
created by example.org/svc/app.Run
\t/src/app.go:44 +0x1c5
`;

test.each([
  ["the wrapper of a go statement is no frame of the program", 44, "worker-loop"],
  ["a function literal is one", 46, undefined],
])("%s", (_, line, idle) => {
  const [dump] = parse(new TextEncoder().encode(janitor(line))).dumps;
  const [goroutine] = dump?.goroutines ?? [];
  expect(goroutine && waitOf(goroutine).idle).toBe(idle);
});
