/**
 * Makes one incident from nothing and asks stackgraph about it: `npm run lab`. A real docker is wedged (runc waits for a systemd that is mute on
 * D-Bus), dumped and diagnosed; the answer is compared with what the lab knows without any dump, and everything is cleaned up. Ends with 0 when all is
 * right or when it cannot run here, which it says with the reason; else with 1. LAB_ROOT names a folder made by debootstrap, which is then kept;
 * `--write` puts the result into docs/lab.md.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const release = "bookworm";
const packages =
  "docker.io,containerd,runc,busybox-static,iptables,procps,psmisc,iproute2,dbus,dbus-tests,systemd,strace";
const here = fileURLToPath(new URL(".", import.meta.url));
const command = fileURLToPath(new URL("../../dist/cli/bin.js", import.meta.url));
const page = fileURLToPath(new URL("../../docs/lab.md", import.meta.url));

/** Why the lab cannot run on this machine, if it cannot. */
function obstacle() {
  if (process.platform !== "linux") return "it needs Linux";
  if (process.getuid?.() !== 0) return "it needs root";
  if (!existsSync("/sys/fs/cgroup/memory")) return "it needs control groups of version 1";
  const tools = ["unshare", "cc", "pivot_root", ...(process.env.LAB_ROOT === undefined ? ["debootstrap"] : [])];
  const missing = tools.filter((tool) => spawnSync("which", [tool]).status !== 0);
  if (missing.length > 0) return `${missing.join(", ")} not found`;
  if (!existsSync(command)) return "there is no build: npm run build";
  return undefined;
}

/** A folder with Debian's docker in it, and whether it was made for this run. */
function debian(work) {
  if (process.env.LAB_ROOT !== undefined) return process.env.LAB_ROOT;
  const root = join(work, "root");
  console.log(`Debian ${release} from its packages; this takes two minutes`);
  const { status } = spawnSync("debootstrap", ["--variant=minbase", `--include=${packages}`, release, root], {
    stdio: "ignore",
  });
  return status === 0 ? root : undefined;
}

/** What stackgraph prints as JSON about a folder, and its exit code. */
function diagnose(folder) {
  const { status, stdout } = spawnSync(process.execPath, [command, "--format", "json", folder], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { status, found: JSON.parse(stdout) };
}

/** Each statement of the answer next to what is true: `[what, true, told]`. */
function compare(arranged, status, found) {
  const [chain] = found.chains;
  const [lock] = found.locks;
  const dump = (name) => found.dumps.find((one) => one.dump === name);
  const steps = chain?.steps.map((step) => dump(step.dump)?.process).join(" → ");
  const shim = dump(chain?.steps.at(-1)?.dump);
  const owner = lock?.owner.candidates[0]?.frame?.func.split(".").at(-1);
  const below = JSON.stringify(chain?.end.below ?? []);
  const named = ["StartTransientUnit", "org.freedesktop.systemd1"].filter((name) => below.includes(name)).join(" ");
  return [
    ["chains", 1, found.chains.length],
    ["contended locks", 1, found.locks.length],
    ["goroutines that wait for the lock", 3, lock?.waiters.length],
    ["verdict on its owner", "owner", lock?.owner.verdict],
    ["function of the owner", "containerStart", owner],
    ["way to the root blocker", "dockerd → dockerd → containerd → containerd-shim", steps],
    ["process of the shim", arranged.shim, shim?.pid],
    ["container of the shim", arranged.container.slice(0, 12), shim?.container?.slice(0, 12)],
    ["what the shim waits for", `runc ${arranged.verb}`, `${chain?.end.kind} ${chain?.end.verb}`],
    ["process of runc", arranged.runc, chain?.end.pid],
    ["what runc waits for", "StartTransientUnit org.freedesktop.systemd1", named],
    ["exit code", 1, status],
  ];
}

const groups = () => readdirSync("/sys/fs/cgroup/memory").filter((name) => name.startsWith("stackgraph-lab-"));

/** What the lab left behind on the machine: processes below the root, mounts, control groups that were not there before. */
function leftovers(root, before) {
  const processes = readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/root`).startsWith(root);
    } catch {
      return false; // it ended meanwhile
    }
  });
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .filter((line) => line.includes(` ${root}`));
  return [...processes.map((pid) => `process ${pid}`), ...mounts, ...groups().filter((name) => !before.includes(name))];
}

/** Ends without a result. */
function stop(reason) {
  console.log(`The lab cannot run here: ${reason}.`);
  if (work !== undefined) rmSync(work, { recursive: true, force: true });
  process.exit(0);
}

let work;
const reason = obstacle();
if (reason !== undefined) stop(reason);
work = mkdtempSync(join(tmpdir(), "stackgraph-lab-"));
let rows;
let left;
const before = groups();
try {
  const root = debian(work);
  if (root === undefined) stop("Debian's packages cannot be had");
  const out = join(work, "incident");
  mkdirSync(out);
  console.log("Wedging and dumping; this takes two minutes");
  execFileSync(join(here, "run.sh"), [root, "mute_bus trace", out], { stdio: ["ignore", "ignore", "inherit"] });
  renameSync(join(out, "arranged.json"), join(work, "arranged.json"));
  const arranged = JSON.parse(readFileSync(join(work, "arranged.json"), "utf8"));
  const { status, found } = diagnose(out);
  rows = compare(arranged, status, found).map(([what, real, told]) => [what, String(real), String(told)]);
  left = leftovers(root, before);
} finally {
  rmSync(work, { recursive: true, force: true });
}
const right = rows.filter(([, real, told]) => real === told).length;
const result = [
  "| | true | told | |",
  "| --- | --- | --- | --- |",
  ...rows.map(([what, real, told]) => `| ${what} | ${real} | ${told} | ${real === told ? "right" : "WRONG"} |`),
  "",
  `${right} of ${rows.length} right. Left behind on the machine: ${left.length === 0 ? "nothing" : left.join(", ")}.`,
].join("\n");
console.log(result);
if (process.argv.includes("--write")) {
  const [before] = readFileSync(page, "utf8").split("<!-- result -->");
  writeFileSync(
    page,
    `${before}<!-- result -->\n\nDebian ${release}, ${new Date().toISOString().slice(0, 10)}:\n\n${result}\n`,
  );
}
process.exit(right === rows.length && left.length === 0 ? 0 : 1);
