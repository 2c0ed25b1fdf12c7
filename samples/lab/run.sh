#!/bin/bash
# Wedges a docker on purpose and captures the dumps: run.sh ROOT SCENARIO OUT
# ROOT: a folder made by debootstrap, see README.md. SCENARIO: a function of scenarios.sh. OUT: an empty folder for the capture.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath "$1")
scenario=$2
out=$(realpath "$3")
made=$(mktemp -d)
group=stackgraph-lab-$$
# Processes end with their name space, unless they are frozen; what they leave behind are control groups.
clean() {
  rm -r "$made"
  find /sys/fs/cgroup/freezer -path "*/$group*" -name freezer.state -exec sh -c 'echo THAWED >"$1"' - {} \; 2>/dev/null || true
  find /sys/fs/cgroup -depth -type d -path "*/$group*" -exec rmdir {} + 2>/dev/null || true
}
trap clean EXIT
cc -O -static -o "$made/runc" "$here/never.c"
cc -O -static -o "$made/mute-fs" "$here/mute-fs.c"
unshare --mount --pid --net --uts --ipc --fork --kill-child --propagation private bash -s <<INSIDE
set -eu
hostname lab
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mkdir -p "$root/lab"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount -t tmpfs -o size=2g tmpfs "$root/lab"
mkdir -p "$root/lab/never" "$root/lab/out"
install -m 755 "$made/runc" "$root/lab/never/runc"
install -m 755 "$made/runc" "$root/lab/never/site-hook"
install -m 755 "$made/mute-fs" "$root/lab/never/mute-fs"
install -m 755 "$here/runc-wrapper.sh" "$root/lab/runc-wrapper"
install -m 755 "$here/incident.sh" "$root/lab/incident"
install -m 644 "$here/scenarios.sh" "$root/lab/scenarios"
install -m 644 "$here/kubelet.sh" "$root/lab/kubelet-scenarios"
install -m 644 "$here/docker-17.sh" "$root/lab/docker-17-scenarios"
[ -z "${KUBELET:-}" ] || install -m 755 "${KUBELET:-}" "$root/lab/kubelet"
[ -z "${DOCKER17:-}" ] || cp -r "${DOCKER17:-}" "$root/lab/bin"
mount --bind "$out" "$root/lab/out"
mkdir -p "$root/machine"
cd "$root"
pivot_root . machine
umount -l /machine
for fd in /proc/self/fd/*; do fd=\${fd##*/}; [ "\$fd" -le 2 ] || eval "exec \$fd>&-"; done
LAB_CGROUP=$group DEBUG=${DEBUG:-} exec /lab/incident $scenario </dev/null
INSIDE
