# Words and scenarios with a kubelet above the container runtime. The binary is the one that KUBELET names when run.sh is called; it runs alone, without
# an API server, and takes its pods from files.

# image: an archive as `docker save` writes it, without docker
image() {
  local dir=image-archive diff config
  mkdir -p image/bin $dir
  cp /bin/busybox image/bin/busybox
  for name in sh sleep ls true cat dd; do ln -sf busybox "image/bin/$name"; done
  tar -C image -cf $dir/layer.tar .
  diff=$(sha256sum $dir/layer.tar | cut -d' ' -f1)
  echo "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/bin/sleep\",\"100000\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:$diff\"]}}" >$dir/config.json
  config=$(sha256sum $dir/config.json | cut -d' ' -f1)
  mv $dir/config.json "$dir/$config.json"
  echo "[{\"Config\":\"$config.json\",\"RepoTags\":[\"docker.io/lab/box:1\",\"docker.io/lab/pause:1\"],\"Layers\":[\"layer.tar\"]}]" >$dir/manifest.json
  tar -C $dir -cf image.tar .
}

# Folders that kubelet and dockershim use whatever they are told.
kubelet_folders() {
  mkdir -p /lab/manifests /var/lib/dockershim /var/lib/kubelet /opt/cni/bin /etc/cni/net.d
  for dir in /var/lib/dockershim /var/lib/kubelet /var/log; do mount -t tmpfs tmpfs $dir; done
  # A node has an address.
  ip link set lo up; ip link add eth0 type bridge; ip addr add 10.0.2.15/24 dev eth0; ip link set eth0 up; ip route add default via 10.0.2.2
}

# pod NAME [SECONDS]: a pod of one container; SECONDS: between two exec probes
pod() {
  local probe=""
  [ -z "${2:-}" ] || probe="livenessProbe: {exec: {command: [\"true\"]}, periodSeconds: $2, timeoutSeconds: 1, failureThreshold: 1000}"
  cat >"/lab/$1.yaml" <<POD
apiVersion: v1
kind: Pod
metadata: {name: $1, namespace: default}
spec:
  hostNetwork: true
  terminationGracePeriodSeconds: 1
  containers:
  - name: $1
    image: docker.io/lab/box:1
    imagePullPolicy: Never
    command: ["/bin/sleep", "100000"]
    $probe
POD
  mv "/lab/$1.yaml" "/lab/manifests/$1.yaml"
}

# start_kubelet OPTION…
start_kubelet() {
  /lab/kubelet --root-dir=/lab/kubelet-root --hostname-override=node7 --pod-infra-container-image=docker.io/lab/pause:1 --v="${V:-2}" "$@" >kubelet.log 2>&1 &
  kubelet=$!
  for _ in $(seq 100); do curl -s http://127.0.0.1:10248/healthz >/dev/null && break || sleep 0.5; done
}

# node_docker: docker with dockershim inside kubelet (up to 1.23)
node_docker() {
  driver+=(--default-runtime stuck)
  start_daemons; kubelet_folders; image
  docker load -i image.tar >/dev/null
  start_kubelet --pod-manifest-path=/lab/manifests --docker-endpoint="$DOCKER_HOST" --cgroup-driver="${cgroups:-cgroupfs}" --fail-swap-on=false \
    --cgroups-per-qos=false --enforce-node-allocatable= --cgroup-root="/$LAB_CGROUP" --anonymous-auth=true --authorization-mode=AlwaysAllow \
    --make-iptables-util-chains=false --eviction-hard='memory.available<1Mi' --address=127.0.0.1 --image-gc-high-threshold=100 "$@"
}

# node_cri: kubelet and containerd
node_cri() {
  ip link set lo up; kubelet_folders; image
  cat >containerd.toml <<TOML
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/lab/pause:1"
  disable_apparmor = true
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      BinaryName = "/lab/runc-wrapper"
      SystemdCgroup = ${systemd_cgroup:-false}
TOML
  containerd --config containerd.toml --root /lab/cd-root --state /lab/cd-state --address /lab/containerd.sock >containerd.log 2>&1 &
  containerd=$!
  until [ -S containerd.sock ]; do sleep 0.2; done
  ctr --address /lab/containerd.sock -n k8s.io images import image.tar >/dev/null
  cat >kubelet.yaml <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
staticPodPath: /lab/manifests
containerRuntimeEndpoint: unix:///lab/containerd.sock
cgroupDriver: ${cgroups:-cgroupfs}
cgroupsPerQOS: false
enforceNodeAllocatable: []
cgroupRoot: /$LAB_CGROUP
failSwapOn: false
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
evictionHard: {memory.available: 1Mi}
imageGCHighThresholdPercent: 100
makeIPTablesUtilChains: false
address: 127.0.0.1
YAML
  start_kubelet --config=/lab/kubelet.yaml "$@"
}

# running NAME: waits for the container of a pod, and prints its id
running() {
  local id=""
  for _ in $(seq 120); do
    id=$(container_of "$1")
    [ -n "$id" ] && break || sleep 0.5
  done
  echo "$id"
}

container_of() {
  if [ -n "${dockerd:-}" ]; then docker ps -q --no-trunc -f "name=k8s_$1_"
  else ctr --address /lab/containerd.sock -n k8s.io containers ls "labels.io.kubernetes.container.name==$1" -q; fi
}

# logged TEXT SECONDS: waits until kubelet has written it
logged() { for _ in $(seq "$2"); do grep -q "$1" kubelet.log && break || sleep 1; done; }

# dump_kubelet [FOLDER]: goroutines of kubelet by HTTP and of the daemons by signal, all within a moment, the log so far, the process list
dump_kubelet() {
  local to=out/${1:-.} before pid
  mkdir -p "$to"
  before=$(wc -l <containerd.log)
  curl -sk 'https://127.0.0.1:10250/debug/pprof/goroutine?debug=2' >"$to/kubelet-goroutines.txt" &
  kill -USR1 "$containerd" ${dockerd:-} $(pgrep -f '^/usr/bin/containerd-shim')
  ps -ef >"$to/ps.txt"
  sleep 4
  tail -n "+$((before + 1))" containerd.log | grep goroutine >"$to/containerd-journal.log"
  mv /tmp/containerd.*.stacks.log "$to/containerd.stacks.log"
  [ -z "${dockerd:-}" ] || mv docker-exec/goroutine-stacks-*.log "$to/dockerd.log"
  curl -sk 'https://127.0.0.1:10250/debug/pprof/goroutine?debug=1' >"$to/kubelet-profile.txt"
  cp kubelet.log "$to/kubelet.log"
}

# quit_kubelet [FOLDER]: kubelet writes its goroutines into its log and ends
quit_kubelet() { kill -QUIT "$kubelet"; sleep 3; cp kubelet.log "out/${1:-.}/kubelet-quit.log"; }

# Two pods whose containers cannot be started, because a hook never returns. kubelet asks docker for each of them, two minutes each time.
kubelet_docker_hook() {
  node_docker; pod web 5; running web >/dev/null; sleep 20
  wedge create '*' createRuntime
  pod db; pod cache
  logged 'pleg was last seen active' 420; sleep "${1:-40}"
  dump_kubelet; evidence; quit_kubelet
}

# The exec probe of one pod hangs; a person looks at the container.
kubelet_docker_probe() {
  local id
  node_docker; pod web 5; pod db; id=$(running web); running db >/dev/null; sleep 20
  echo "exec $id" >>wedge
  until pgrep -f '^runc .* exec ' >/dev/null; do sleep 0.5; done
  client inspect "$id"; client inspect "$id"
  age 120; dump_kubelet; evidence; quit_kubelet
}

kubelet_docker_idle() { node_docker; pod web 5; pod db; running web >/dev/null; running db >/dev/null; age 90; dump_kubelet; evidence; quit_kubelet; }

kubelet_cri_idle() { node_cri; pod web 5; pod db; running web >/dev/null; running db >/dev/null; age 90; dump_kubelet; evidence; quit_kubelet; }

# busy_pods SECONDS: pods come and go
busy_pods() {
  local n=0 end=$((SECONDS + $1))
  while [ $SECONDS -lt $end ]; do
    n=$((n + 1)); pod "job$n" 1; pod "work$n"; sleep 4
    rm -f "/lab/manifests/job$((n - 1)).yaml" "/lab/manifests/work$((n - 1)).yaml"
  done
}

# at_work: waits for a moment in which a runc runs
at_work() { until pgrep -f '^runc ' >/dev/null; do :; done; }

# busy_node: seven pods with probes every second, and others that come and go
busy_node() {
  local name
  for name in web db cache api queue mail auth; do pod $name 1; done
  sleep 30; busy_pods 60 &
  sleep 20; at_work; dump_kubelet early; sleep 3; at_work; dump_kubelet middle; sleep 3; at_work; dump_kubelet
}

kubelet_docker_busy() { node_docker; busy_node; }

kubelet_cri_busy() { node_cri; busy_node; }

# Probes and one new pod hang in runc; kubelet gives up, containerd does not.
kubelet_cri_probe() {
  local id
  node_cri; pod web 5; pod db; id=$(running web); running db >/dev/null; sleep 20
  echo "exec $id" >>wedge
  age 130; dump_kubelet; evidence; quit_kubelet
}

# A hook never returns: the sandbox of the new pod cannot be made.
kubelet_cri_hook() {
  node_cri; pod web 5; running web >/dev/null; sleep 20
  wedge create '*' createRuntime
  pod db; pod cache
  age 90; dump_kubelet; evidence; quit_kubelet
}

# containerd is stopped: PLEG is not healthy.
kubelet_cri_stopped() {
  node_cri; pod web 5; pod db; running web >/dev/null; running db >/dev/null; sleep 20
  kill -STOP "$containerd"
  logged 'pleg was last seen active' 420; sleep 70
  mkdir -p out; ps -ef >out/ps.txt; evidence
  curl -sk 'https://127.0.0.1:10250/debug/pprof/goroutine?debug=2' >out/kubelet-goroutines.txt
  cp kubelet.log out/; quit_kubelet
}
