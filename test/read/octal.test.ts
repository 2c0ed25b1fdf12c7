import { expect, test } from "vitest";
import { withoutOctal } from "../../src/read/octal.ts";
import { decode, encode } from "../../src/read/utf8.ts";

test.each([
  ["goroutine 1 [running]:#012main.main()#012#011/a.go:7", "goroutine 1 [running]:\nmain.main()\n\t/a.go:7"],
  ["#033#012", "\x1b\n"],
  ["#0123", "\n3"],
  ["##012#01", "#\n#01"],
  ["#777 #08 #", "#777 #08 #"],
  ["nothing", "nothing"],
])("%s", (written, text) => expect(decode(withoutOctal(encode(written)))).toBe(text));
