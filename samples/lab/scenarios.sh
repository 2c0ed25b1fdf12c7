# The scenarios: each is one incident. incident.sh defines the words.

exec_hang() {
  start_daemons; box c1; box c2; wedge exec c1
  client exec c1 ls; client inspect c1; client inspect c1; client stop c1; client inspect c2; client ps
  age; dump
}

start_hang() {
  start_daemons; box c1; created s1; wedge start s1
  client start s1; client inspect s1; client rm -f s1; client stats --no-stream s1
  age; dump
}

create_hang() {
  start_daemons; box c1; created s1; wedge create s1
  client start s1; client inspect s1; client kill s1; client top s1
  age; dump
}

kill_hang() {
  start_daemons; box k1; box c1; wedge kill k1
  client stop k1; client inspect k1; client exec k1 ls; client stop k1; client rename k1 k2
  age; dump
}

# dockerd gives up after 30 seconds: the dump comes first, the second one shows what is left.
delete_hang() {
  start_daemons; box d1; wedge delete d1
  client kill d1; sleep 1; client inspect d1; client inspect d1; client start d1
  sleep 8; dump early
  age; dump
}

pause_hang() {
  start_daemons; box p1; wedge pause p1
  client pause p1; client inspect p1; client exec p1 ls; client stop p1
  age; dump
}

update_hang() {
  start_daemons; box u1; wedge update u1
  client update --cpu-shares 100 u1; client inspect u1; client update --cpu-shares 200 u1; client stop u1
  age; dump
}

two_verbs() {
  start_daemons; box a1; box b1; wedge exec a1; wedge kill b1
  client exec a1 ls; client kill b1; client inspect a1; client inspect b1; client inspect a1; client stop b1; client stop a1
  age; dump
}

two_execs() {
  start_daemons; box a1; box b1; wedge exec '*'
  client exec a1 ls; client exec b1 ls
  client inspect a1; client inspect b1; client inspect a1; client inspect b1; client stop a1; client stop b1
  age; dump
}

# Three containers, each stuck in another verb, and a fourth one that is well.
three_verbs() {
  start_daemons; box a1; created b1; box c1; box d1; wedge exec a1; wedge start b1; wedge kill c1
  client exec a1 ls; client start b1; client stop c1
  client inspect a1; client inspect b1; client inspect c1; client inspect d1; client ps; client stop a1; client rm -f b1; client inspect c1
  age; dump; evidence
}

two_starts() {
  start_daemons; created a1; created b1; wedge start a1; wedge create b1
  client start a1; client start b1; client inspect a1; client inspect b1; client rm -f a1; client inspect b1
  age; dump
}

# While one exec hangs another one of the same container ends: the shim then answers nobody.
exec_exit() {
  start_daemons; box c1; docker exec c1 true; docker exec -d c1 sleep 5; wedge exec c1
  client exec c1 ls; sleep 8
  ctr --address /lab/containerd.sock -n moby tasks ls >/dev/null 2>&1 &
  sleep 1; client stats --no-stream c1; client inspect c1
  age; dump
}

health() {
  start_daemons; box h1 --health-cmd true --health-interval 2s --health-timeout 3s
  sleep 4; wedge exec h1; sleep 5
  client inspect h1; client stop h1; client inspect h1
  age; dump
}

# The real runc waits for a hook that never returns. It runs poststart hooks inside `create`, too.
hook_create() {
  start_daemons; box c1; created s1; wedge create s1 createRuntime
  client start s1; client inspect s1; client inspect s1; client rm -f s1
  age; dump; evidence
}

poststart_hook() {
  start_daemons; box c1; created s1; wedge create s1 poststart
  client start s1; client inspect s1; client stop s1
  age; dump; evidence
}

hook_delete() {
  start_daemons; created d1; wedge create d1 poststop; docker start d1
  client kill d1; sleep 1; client inspect d1; client inspect d1; client start d1
  sleep 8; dump; evidence
}

# The container's first process is stopped while it waits for `runc start`, which then waits for the other end of exec.fifo.
fifo() {
  start_daemons; box c1; created s1; wedge start s1 stopped
  client start s1; client inspect s1; client inspect s1
  age; dump; evidence
}

# The bus is real; who owns the name of systemd takes every call and answers none.
mute_bus() {
  mkdir -p /run/dbus /run/systemd/system
  dbus-daemon --system --nofork --nopidfile &
  sleep 1
  DBUS_SYSTEM_BUS_ADDRESS=unix:path=/run/dbus/system_bus_socket dbus-test-tool black-hole --system --name=org.freedesktop.systemd1 &
  sleep 1
  driver=(--exec-opt native.cgroupdriver=systemd)
  start_daemons
  created d1; [ "${1:-}" = trace ] && wedge create d1 trace
  client start d1; client inspect d1; client inspect d1; client stats --no-stream d1
  age; dump; evidence
  busctl list >out/busctl.txt 2>&1
  cp strace.create.* out/strace.txt 2>/dev/null || late "$(pgrep -f '^runc .*create')"
  arranged d1 create
}

# A shim that is stopped answers nobody, and writes no dump.
shim_stopped() {
  start_daemons; box c1; box c2
  kill -STOP "$(pgrep -f "^/usr/bin/containerd-shim.*$(docker inspect -f '{{.Id}}' c1)")"
  client exec c1 ls; client inspect c1; client stop c1; client inspect c2; client exec c2 ls
  age; dump; evidence
}

containerd_stopped() {
  start_daemons; box c1; box c2; created c3
  kill -STOP "$containerd"
  client start c3; client inspect c3; client exec c1 ls; client inspect c1; client stop c2; client ps
  age
  mkdir -p out; ps -ef >out/ps.txt; evidence
  kill -USR1 "$dockerd"; sleep 2; mv docker-exec/goroutine-stacks-*.log out/dockerd.log
}

# `docker cp` out of a container whose client stops reading: dockerd keeps the container locked until the archive is read.
cp_reader() {
  start_daemons; box c1; box c2; docker exec c1 dd if=/dev/zero of=/big bs=1M count=64
  docker cp c1:/big - | sleep 100000 &
  sleep 2
  client inspect c1; client inspect c1; client stop c1; client inspect c2; client ps
  age; dump
}

# The log driver asks its server at the start of a container; the server accepts and never answers.
log_driver() {
  start_daemons; box c1
  sleep 100000 | busybox nc -l -p 8088 >/dev/null &
  created s1 --log-driver splunk --log-opt splunk-token=0 --log-opt splunk-url=http://127.0.0.1:8088
  client start s1; client inspect s1; client inspect s1; client stop s1; client inspect c1
  age; dump
}

# The folder that a container mounts lies on a file system whose server is gone.
storage() {
  start_daemons; mkdir -p /lab/storage; box c1; created s1 -v /lab/storage:/data; created s2 -v /lab/storage/x:/data
  /lab/never/mute-fs /lab/storage &
  sleep 1
  client start s1; client inspect s1; client inspect s1; client start s2; client inspect s2
  age; dump; evidence
}

# Somebody freezes the control group that docker puts all containers in: what is made in it stops at once, and a frozen process takes no signal. The
# first container is frozen, too.
frozen() {
  local state=/sys/fs/cgroup/freezer/$LAB_CGROUP/freezer.state
  start_daemons; box c1; created s1
  echo FROZEN >"$state"
  client start s1; client inspect s1; client inspect s1; client rm -f s1; client exec c1 ls; client kill c1; client inspect c1
  age; dump; evidence
  find "/sys/fs/cgroup/freezer/$LAB_CGROUP" -name freezer.state | xargs grep . >out/freezer.txt
  for _ in 1 2 3; do find "/sys/fs/cgroup/freezer/$LAB_CGROUP" -name freezer.state -exec sh -c 'echo THAWED >"$1"' - {} \;; done
}

idle() { start_daemons; box c1; box c2; docker exec c1 true; age; dump; }

# Streams that stay open: nothing is wrong.
streams() {
  start_daemons; box c1; docker run -d --name y1 --pull never --net=none --runtime stuck bb:latest sh -c 'while true; do echo line; done' >/dev/null
  client logs -f c1; client attach c1; client events; client stats; client wait c1; client exec c1 sleep 1000
  docker logs -f y1 | sleep 100000 &
  docker run -i --name i1 --pull never --net=none --runtime stuck bb:latest cat < <(sleep 1000) >/dev/null &
  age; dump; evidence
}

# A client attaches and stops reading; then the container is killed.
attach_reader() {
  start_daemons; box c1; docker run -d --name y1 --pull never --net=none --runtime stuck bb:latest sh -c 'while true; do echo line; done' >/dev/null
  docker attach --no-stdin y1 | sleep 100000 &
  sleep 5; client kill y1; sleep 1; client inspect y1; client inspect y1; client stop y1; client inspect c1
  age; dump; evidence
}

busy() {
  local name end
  start_daemons; end=$((SECONDS + 40))
  box c1; box c2
  for name in c1 c2 c1 c2 c1 c2; do
    while [ $SECONDS -lt $end ]; do docker exec "$name" true; docker inspect "$name"; docker ps; done >/dev/null 2>&1 &
  done
  sleep 12; dump early
  sleep 8; dump
}

# What ordinary daemons log. An argument: for how many seconds.
logs() {
  local name end n=0
  start_daemons; end=$((SECONDS + ${1:-45}))
  box c1 --health-cmd true --health-interval 3s; box c2 --restart always; docker exec c2 kill 1
  docker run --rm --pull never --net=none bb:latest true; docker run --rm --pull never --net=none bb:latest nosuch
  docker run --rm --pull always bb:latest true; docker inspect nosuch; docker rm c1; docker start nosuch; docker exec c1 nosuch
  for name in c1 c2; do
    while [ $SECONDS -lt "$end" ]; do docker exec "$name" true; docker inspect "$name"; docker ps; docker stats --no-stream "$name"; done >/dev/null 2>&1 &
  done
  while [ $SECONDS -lt "$end" ]; do
    n=$((n + 1)); box "t$n"; docker pause "t$n"; docker unpause "t$n"; docker update --cpu-shares 100 "t$n"; docker top "t$n"
    docker kill "t$n"; docker start "t$n"; docker stop -t 1 "t$n"; docker commit "t$n"; docker rm -f "t$n"
  done >/dev/null 2>&1
  docker volume create v; docker volume rm v; docker system prune -f
  kill "$dockerd"; sleep 4; kill "$containerd"; sleep 1
  cp dockerd-output.log containerd.log out/
} >/dev/null 2>&1
