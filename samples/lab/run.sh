#!/bin/bash
# Wedges a docker on purpose and captures the dumps: run.sh ROOT SCENARIO OUT
# ROOT: a folder made by debootstrap, see README.md. SCENARIO: a function of incident.sh. OUT: an empty folder for the capture.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(realpath "$1")
scenario=$2
out=$(realpath "$3")
cc -O -static -o "$out/never" "$here/never.c"
trap 'rm -f "$out/never"' EXIT
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
install -m 755 "$out/never" "$root/lab/never/runc"
install -m 755 "$here/runc-wrapper.sh" "$root/lab/runc-wrapper"
install -m 755 "$here/incident.sh" "$root/lab/incident"
mount --bind "$out" "$root/lab/out"
exec chroot "$root" /lab/incident "$scenario"
INSIDE
