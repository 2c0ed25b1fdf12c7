import { expect, test } from "vitest";
import { modulePaths } from "../../../src/facts/releases/module-path.ts";

const files: Readonly<Record<string, string>> = {
  "src/api/a.go":
    'package api\n\nimport (\n\t"fmt"\n\t"example.org/team/app/store"\n\tx "example.org/team/app/api/types"\n)\n',
  "src/store/s.go": 'package store\n\nimport "example.org/other/store"\n',
  "src/api/types/t.go": 'package types\n\nimport "example.org/team/app/store"\n',
  "src/vendor/example.org/other/store/o.go": "package store\n",
};
const names = Object.keys(files);
const read = (name: string) => files[name];

test("as go.mod says", () => {
  const paths = modulePaths("src", names, (name) => (name === "src/go.mod" ? "module example.org/m/v2\n" : undefined));
  expect([paths.of("src"), paths.of("src/api/types")]).toEqual(["example.org/m/v2", "example.org/m/v2/api/types"]);
});

test("without go.mod as the files import each other", () => {
  expect(modulePaths("src", names, read).of("src/api")).toBe("example.org/team/app/api");
});

test("as the caller says", () => {
  expect(modulePaths("src", names, read, "x.org/y").of("src/api")).toBe("x.org/y/api");
  expect(modulePaths("src", names, read, "").of("src/net/http")).toBe("net/http");
});

test("a vendored package has its own path, also in the first kind of vendor folders", () => {
  const paths = modulePaths("src", names, read);
  expect(paths.of("src/vendor/example.org/other/store")).toBe("example.org/other/store");
  expect(paths.of("src/vendor/src/example.org/other/store")).toBe("example.org/other/store");
});
