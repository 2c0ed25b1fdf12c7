import { expect, it } from "vitest";
import { ociVerb } from "../../src/processes/oci-verb.ts";

it.each([
  ["runc --root /run/r --log /run/l.json --log-format json --systemd-cgroup create --bundle /b --pid-file ", "create"],
  ["runc --root /run/start --log /run/kill --log-format json start c1", "start"],
  ["/usr/sbin/runc --systemd-cgroup=true --debug exec --process /tmp/p --pid-file f c1", "exec"],
  ["/bin/sh /lab/stuck-runc --root /r --log /l --log-format json start c1", "start"],
  ["/usr/sbin/runc init", "init"],
  ["runc --root=/r kill --all c1 15", "kill"],
  ["runc", undefined],
  ["[runc] <defunct>", undefined],
  ["runc --root /run/r --log /run/l.js", undefined],
  ["containerd-shim-runc-v2 -namespace moby -id c1 -address /run/c.sock", undefined],
  ["sh -c start", undefined],
  ["", undefined],
])("%s → %s", (commandLine, verb) => {
  expect(ociVerb(commandLine)).toBe(verb);
});
