#!/bin/bash
# Runs in the chroot that run.sh makes: starts containerd and dockerd below /lab, plays one scenario, and keeps what the daemons write on SIGUSR1.
set -u
export PATH=/usr/sbin:/usr/bin:/sbin:/bin DOCKER_HOST=unix:///lab/docker.sock HOME=/lab
cd /lab || exit 1
: >wedge

start_daemons() {
  containerd --root /lab/cd-root --state /lab/cd-state --address /lab/containerd.sock >containerd.log 2>&1 &
  containerd=$!
  until [ -S containerd.sock ]; do sleep 0.2; done
  DOCKER_RAMDISK=1 dockerd --data-root /lab/docker-root --exec-root /lab/docker-exec --pidfile /lab/dockerd.pid -H "$DOCKER_HOST" \
    --containerd /lab/containerd.sock --bridge=none --iptables=false --ip6tables=false --ip-forward=false --storage-driver=overlay2 \
    --cgroup-parent=/stackgraph-lab --add-runtime stuck=/lab/runc-wrapper >dockerd-output.log 2>&1 &
  dockerd=$!
  for _ in $(seq 100); do docker version >/dev/null 2>&1 && break || sleep 0.3; done
  mkdir -p image/bin
  cp /bin/busybox image/bin/busybox
  for name in sh sleep ls true; do ln -sf busybox "image/bin/$name"; done
  tar -C image -c . | docker import - bb:latest >/dev/null
}

# box NAME [OPTION…]: a container that does nothing
box() { docker run -d --name "$1" --pull never --net=none --runtime stuck "${@:2}" bb:latest sleep 100000 >/dev/null; }

# created NAME: a container that has not been started
created() { docker create --name "$1" --pull never --net=none --runtime stuck bb:latest sleep 100000 >/dev/null; }

# wedge VERB NAME: from now on this verb of runc hangs for this container; NAME "*" means for any
wedge() {
  local id=$2
  [ "$id" = "*" ] || id=$(docker inspect -f '{{.Id}}' "$2")
  echo "$1 $id" >>wedge
}

# client WORD…: a docker command whose answer nobody waits for; the pause keeps their order
client() {
  docker "$@" </dev/null >/dev/null 2>&1 &
  sleep 0.5
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

# Headers print whole minutes only.
age() { sleep 70; }

exec_hang() {
  box c1; box c2; wedge exec c1
  client exec c1 ls; client inspect c1; client inspect c1; client stop c1; client inspect c2; client ps
  age; dump
}

start_hang() {
  box c1; created s1; wedge start s1
  client start s1; client inspect s1; client rm -f s1; client stats --no-stream s1
  age; dump
}

create_hang() {
  box c1; created s1; wedge create s1
  client start s1; client inspect s1; client kill s1; client top s1
  age; dump
}

kill_hang() {
  box k1; box c1; wedge kill k1
  client stop k1; client inspect k1; client exec k1 ls; client stop k1; client rename k1 k2
  age; dump
}

# dockerd gives up after 30 seconds: the dump comes first, the second one shows what is left.
delete_hang() {
  box d1; wedge delete d1
  client kill d1; sleep 1; client inspect d1; client inspect d1; client start d1
  sleep 8; dump early
  age; dump
}

pause_hang() {
  box p1; wedge pause p1
  client pause p1; client inspect p1; client exec p1 ls; client stop p1
  age; dump
}

update_hang() {
  box u1; wedge update u1
  client update --cpu-shares 100 u1; client inspect u1; client update --cpu-shares 200 u1; client stop u1
  age; dump
}

two_verbs() {
  box a1; box b1; wedge exec a1; wedge kill b1
  client exec a1 ls; client kill b1; client inspect a1; client inspect b1; client inspect a1; client stop b1; client stop a1
  age; dump
}

two_execs() {
  box a1; box b1; wedge exec '*'
  client exec a1 ls; client exec b1 ls
  client inspect a1; client inspect b1; client inspect a1; client inspect b1; client stop a1; client stop b1
  age; dump
}

# While one exec hangs another one of the same container ends: the shim then answers nobody.
exec_exit() {
  box c1; docker exec c1 true; docker exec -d c1 sleep 5; wedge exec c1
  client exec c1 ls; sleep 8
  ctr --address /lab/containerd.sock -n moby tasks ls >/dev/null 2>&1 &
  sleep 1; client stats --no-stream c1; client inspect c1
  age; dump
}

health() {
  box h1 --health-cmd true --health-interval 2s --health-timeout 3s
  sleep 4; wedge exec h1; sleep 5
  client inspect h1; client stop h1; client inspect h1
  age; dump
}

idle() { box c1; box c2; docker exec c1 true; age; dump; }

busy() {
  local name end=$((SECONDS + 40))
  box c1; box c2
  for name in c1 c2 c1 c2 c1 c2; do
    while [ $SECONDS -lt $end ]; do docker exec "$name" true; docker inspect "$name"; docker ps; done >/dev/null 2>&1 &
  done
  sleep 12; dump early
  sleep 8; dump
}

start_daemons
"$1"
