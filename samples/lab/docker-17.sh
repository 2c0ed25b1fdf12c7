# Words and scenarios of docker 1.11 to 17.10, whose containerd 0.2 is started by dockerd itself and logs into dockerd's log. The programs (docker, dockerd,
# docker-containerd, docker-containerd-shim, docker-ctr, docker-runc) are those in the folder that DOCKER17 names when run.sh is called.

start_docker_17() {
  export PATH=/lab/bin:$PATH
  ln -sf docker-runc /lab/bin/runc
  ip link set lo up
  # runc of this age takes it for a hierarchy of version 1.
  umount /sys/fs/cgroup/unified 2>/dev/null
  dockerd ${DEBUG:+--debug} --data-root /lab/docker-root --exec-root /lab/docker-exec --pidfile /lab/dockerd.pid -H "$DOCKER_HOST" \
    --bridge=none --iptables=false --ip-forward=false --storage-driver=overlay2 "${driver[@]}" --add-runtime stuck=/lab/runc-wrapper >dockerd-output.log 2>&1 &
  dockerd=$!
  for _ in $(seq 100); do docker version >/dev/null 2>&1 && break || sleep 0.3; done
  containerd=$(pgrep -P "$dockerd" -f '^docker-containerd ')
  mkdir -p image/bin
  cp /bin/busybox image/bin/busybox
  for name in sh sleep ls true cat dd; do ln -sf busybox "image/bin/$name"; done
  tar -C image -c . | docker import - bb:latest >/dev/null
}

# Clients of this age know no --pull.
box_17() { docker run -d --name "$1" --net=none --runtime stuck "${@:2}" bb:latest sleep 100000 >/dev/null; }
created_17() { docker create --name "$1" --net=none --runtime stuck "${@:2}" bb:latest sleep 100000 >/dev/null; }

# The shim of containerd 0.2 ignores SIGUSR1.
dump_17() {
  local to=out/${1:-.}
  mkdir -p "$to"
  ps -eo pid,ppid,stat,wchan:32,lstart,args >"$to/ps-wchan.txt"
  kill -USR1 "$containerd" "$dockerd"
  sleep 3
  mv docker-exec/goroutine-stacks-*.log "$to/dockerd.log"
  cp dockerd-output.log "$to/dockerd-journal.log"
}

docker_17_idle() {
  start_docker_17; box_17 c1; box_17 c2; client exec c1 sleep 1; sleep 3
  age; dump_17
}

docker_17_exec() {
  start_docker_17; box_17 c1; box_17 c2; wedge exec c1
  client exec c1 ls; client inspect c1; client inspect c1; client stop c1; client inspect c2; client ps
  age; dump_17
}

docker_17_create() {
  start_docker_17; box_17 c1; created_17 s1; wedge create s1
  client start s1; client inspect s1; client inspect s1; client rm -f s1; client exec c1 ls; client ps
  age; dump_17
}

# containerd's one supervisor runs this verb itself: nothing else is served from then on.
docker_17_kill() {
  start_docker_17; box_17 k1; box_17 c1; wedge kill k1
  client kill k1; client inspect k1; client exec c1 ls; client stop c1; client inspect c1; client ps
  age; dump_17
}
