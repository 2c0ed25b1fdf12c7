#!/bin/bash
# Runs in the chroot that run.sh makes: starts containerd and dockerd below /lab, plays one scenario, and keeps what the daemons write on SIGUSR1.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin DOCKER_HOST=unix:///lab/docker.sock HOME=/lab
cd /lab || exit 1
: >wedge
driver=(--cgroup-parent="/$LAB_CGROUP")

start_daemons() {
  ip link set lo up
  containerd --root /lab/cd-root --state /lab/cd-state --address /lab/containerd.sock ${DEBUG:+--log-level debug} >containerd.log 2>&1 &
  containerd=$!
  until [ -S containerd.sock ]; do sleep 0.2; done
  dockerd ${DEBUG:+--debug} --data-root /lab/docker-root --exec-root /lab/docker-exec --pidfile /lab/dockerd.pid -H "$DOCKER_HOST" \
    --containerd /lab/containerd.sock --bridge=none --iptables=false --ip6tables=false --ip-forward=false --storage-driver=overlay2 \
    "${driver[@]}" --add-runtime stuck=/lab/runc-wrapper >dockerd-output.log 2>&1 &
  dockerd=$!
  for _ in $(seq 100); do docker version >/dev/null 2>&1 && break || sleep 0.3; done
  mkdir -p image/bin
  cp /bin/busybox image/bin/busybox
  for name in sh sleep ls true cat dd; do ln -sf busybox "image/bin/$name"; done
  tar -C image -c . | docker import - bb:latest >/dev/null
}

# box NAME [OPTION…]: a container that does nothing
box() { docker run -d --name "$1" --pull never --net=none --runtime stuck "${@:2}" bb:latest sleep 100000 >/dev/null; }

# created NAME [OPTION…]: a container that has not been started
created() { docker create --name "$1" --pull never --net=none --runtime stuck "${@:2}" bb:latest sleep 100000 >/dev/null; }

# wedge VERB NAME [HOW]: from now on this verb of runc hangs for this container; NAME "*" means for any; HOW: see runc-wrapper.sh
wedge() {
  local id=$2
  [ "$id" = "*" ] || id=$(docker inspect -f '{{.Id}}' "$2")
  echo "$1 $id ${3:-}" >>wedge
}

# client WORD…: a docker command whose answer nobody waits for; the pause keeps their order
client() {
  docker "$@" </dev/null >/dev/null 2>&1 &
  sleep 0.5
}

# below PID: the processes below it, itself first
below() {
  local child
  echo "$1"
  for child in $(pgrep -P "$1"); do below "$child"; done
}

# dump [FOLDER]: the process list, and the goroutines of every daemon
dump() {
  local to=out/${1:-.} before pid
  mkdir -p "$to"
  ps -ef >"$to/ps.txt"
  before=$(wc -l <containerd.log)
  for pid in $(pgrep -f '^/usr/bin/containerd-shim'); do kill -USR1 "$pid"; done
  sleep 1
  kill -USR1 "$containerd" "$dockerd"
  sleep 3
  tail -n "+$((before + 1))" containerd.log | grep goroutine >"$to/containerd-journal.log"
  mv /tmp/containerd.*.stacks.log "$to/containerd.stacks.log"
  mv docker-exec/goroutine-stacks-*.log "$to/dockerd.log"
}

# evidence [FOLDER]: what the system knows of the processes below the shims
evidence() {
  local to=out/${1:-.} pid
  ps -eo pid,ppid,stat,wchan:32,lstart,args >"$to/ps-wchan.txt"
  pstree -p >"$to/pstree.txt"
  ss -xp >"$to/ss.txt"
  for shim in $(pgrep -f '^/usr/bin/containerd-shim'); do
    for pid in $(below "$shim"); do
      tail -n +1 "/proc/$pid/"{status,wchan,stack,syscall}
      echo "==> /proc/$pid/cgroup <=="
      grep -v :memory: "/proc/$pid/cgroup"
      [ "$(cat "/proc/$pid/comm")" = runc ] && tail -n +1 "/proc/$pid/task/"*/{wchan,syscall}
      echo
      echo "# ls -l /proc/$pid/fd"
      ls -l "/proc/$pid/fd"
    done
  done >"$to/proc.txt" 2>&1
}

# arranged NAME VERB: what the lab knows about the stuck container without looking into a dump
arranged() {
  local id shim
  id=$(docker ps -aq --no-trunc -f "name=$1")
  shim=$(pgrep -f "^/usr/bin/containerd-shim.*$id")
  echo "{ \"container\": \"$id\", \"verb\": \"$2\", \"shim\": $shim, \"runc\": $(pgrep -P "$shim" -x runc) }" >out/arranged.json
}

# late PID: strace of a process that hangs already
late() { timeout 5 strace -f -tt -s 512 -p "$1" -o out/strace-late.txt; }

# Headers print whole minutes only.
age() { sleep "${1:-70}"; }

. /lab/scenarios
. /lab/kubelet-scenarios
. /lab/docker-17-scenarios
"$@"
