import { expect, test } from "vitest";
import { FileIndex } from "../../../src/facts/source/file-index.ts";

const index = new FileIndex([
  "/src/moby/daemon/exec.go",
  "/src/moby/daemon/exec/exec.go",
  "/src/moby/vendor/github.com/containerd/ttrpc/server.go",
  "/mod/github.com/containerd/ttrpc@v1.1.0/server.go",
  "/mod/github.com/containerd/ttrpc@v1.2.3/server.go",
  "/mod/github.com/!azure/sdk@v0.1.0/client.go",
  "/go/src/net/http/server.go",
  "/tool/main.go",
]);

test.each([
  ["the longest common end first", "/go/src/github.com/docker/docker/daemon/exec.go", "/src/moby/daemon/exec.go"],
  [
    "a version of the module cache",
    "/go/pkg/mod/github.com/containerd/ttrpc@v1.2.3/server.go",
    "/mod/github.com/containerd/ttrpc@v1.2.3/server.go",
  ],
  [
    "the same without a folder in front",
    "github.com/containerd/ttrpc@v1.1.0/server.go",
    "/mod/github.com/containerd/ttrpc@v1.1.0/server.go",
  ],
  [
    "capital letters of the module cache",
    "github.com/Azure/sdk@v0.1.0/client.go",
    "/mod/github.com/!azure/sdk@v0.1.0/client.go",
  ],
  ["the standard library", "/usr/lib/go-1.19/src/net/http/server.go", "/go/src/net/http/server.go"],
  ["paths of Windows", "C:\\go\\src\\net\\http\\server.go", "/go/src/net/http/server.go"],
  ["the only file of a name", "/build/x/main.go", "/tool/main.go"],
])("candidates: %s", (_, path, name) => {
  expect(index.candidates(path)[0]).toBe(name);
});

test.each(["/elsewhere/other/exec.go", "/etc/passwd", "", "daemon/exec.go/", "../../exec.go"])(
  "no candidate for %j",
  (path) => expect(index.candidates(path)).toEqual([]),
);

test("folders of an import path, whatever their version", () => {
  expect(index.foldersEnding("github.com/containerd/ttrpc")).toHaveLength(3);
  expect(index.foldersEnding("net/http")).toEqual(["/go/src/net/http"]);
  expect(index.foldersEnding("example.org/net/http")).toEqual([]);
});
