#!/bin/bash
# Runs once in the virtual machine, as a unit of its systemd: plays the scenario, collects what an operator would, writes it to the second disk, and ends.
set -u
export HOME=/root
out=/var/tmp/out; mkdir -p $out; cd $out || exit 1
exec >/dev/ttyS0 2>&1
echo "incident: begin"
until docker version >/dev/null 2>&1; do sleep 0.5; done

mkdir -p /opt/image/bin; cp /bin/busybox /opt/image/bin/busybox
for name in sh sleep ls true; do ln -sf busybox /opt/image/bin/$name; done
tar -C /opt/image -c . | docker import - bb:latest >/dev/null
mk() { docker "$1" "${@:3}" --name "$2" --pull never --net=none bb:latest sleep 100000 >/dev/null; }
client() { docker "$@" </dev/null >/dev/null 2>&1 & sleep 0.5; }
below() { local child; echo "$1"; for child in $(pgrep -P "$1"); do below "$child"; done; }

dumps() {
  local pid since
  since=$(date '+%F %T')
  for pid in $(pgrep -f '^/usr/bin/containerd-shim'); do kill -USR1 "$pid"; done
  sleep 1; kill -USR1 "$(pidof containerd)" "$(pidof dockerd)"; sleep 3
  journalctl -u containerd --since "$since" -o short-iso >"$1/containerd-journal.log"
  cp /var/run/docker/goroutine-stacks-*.log "$1/dockerd.log" && rm /var/run/docker/goroutine-stacks-*.log
  cp /tmp/containerd.*.stacks.log "$1/containerd.stacks.log" && rm /tmp/containerd.*.stacks.log
}

system() {
  local pid shim
  ps -ef >"$1/ps-ef.txt"
  ps aux >"$1/ps-aux.txt"
  ps -eo pid,ppid,stat,wchan:32,lstart,args >"$1/ps-wchan.txt"
  pstree -p >"$1/pstree.txt"
  ss -xp >"$1/ss-xp.txt"
  { for shim in 1 $(pgrep -f '^/usr/bin/containerd-shim'); do
    for pid in $([ "$shim" = 1 ] && echo 1 || below "$shim"); do
      tail -n +1 /proc/"$pid"/{status,wchan,stack,syscall}; echo
    done
  done; } >"$1/proc.txt" 2>&1
  for pid in $(pgrep -f '^/usr/bin/containerd-shim') $(pgrep -x runc); do echo "/proc/$pid/fd:"; ls -l "/proc/$pid/fd"; done >"$1/fd.txt"
  busctl list >"$1/busctl-list.txt" 2>&1
}

mk run c1 -d; mk run c2 -d; docker exec c1 true
sleep 70
mkdir before; dumps before; system before
timeout 30 busctl tree org.freedesktop.systemd1 >before/busctl-tree.txt 2>&1

# The replies of systemd never reach anybody: the bus drops them. systemd itself goes on.
cat >/etc/dbus-1/system.d/zz-mute.conf <<'POLICY'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><policy context="mandatory">
<deny receive_sender="org.freedesktop.systemd1" receive_type="method_return" receive_requested_reply="true"/>
<deny receive_sender="org.freedesktop.systemd1" receive_type="error" receive_requested_reply="true"/>
</policy></busconfig>
POLICY
kill -HUP "$(pidof dbus-daemon)"; sleep 2
began=$(date '+%F %T')
echo "incident: mute"
case $1 in
  traced) # one container, its runc under strace from the start
    mk create web --runtime traced
    client start web; client inspect web; client inspect web; client stats --no-stream web; client rm -f web; client inspect c1; client ps ;;
  two) # two containers, nothing prepared
    mk create web; mk create db
    client start web; client start db; client inspect web; client inspect db; client inspect db; client stop c2 ;;
esac
[ "$1" = two ] && { sleep 25; mkdir first; dumps first; ps -ef >first/ps-ef.txt; }
sleep 75
mkdir hang; system hang; dumps hang
journalctl --since "$began" -o short _PID=1 + _SYSTEMD_UNIT=docker.service + _SYSTEMD_UNIT=kubelet.service >hang/journal.txt
timeout 40 busctl tree org.freedesktop.systemd1 >hang/busctl-tree.txt 2>&1
timeout 40 busctl call org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.DBus.Peer Ping >hang/busctl-ping.txt 2>&1
timeout 15 busctl monitor >hang/busctl-monitor.txt 2>&1
systemctl list-units --no-pager >hang/systemctl-list-units.txt 2>&1
timeout 20 gdb -p 1 -batch -ex 'thread apply all bt' >hang/gdb-systemd.txt 2>&1
if [ "$1" = traced ]; then
  cp /var/log/runc-strace.create.* hang/strace-runc-create.txt
  for pid in $(pgrep -x strace); do kill "$pid"; done; sleep 1
fi
for pid in $(pgrep -f '^runc .*create'); do timeout 4 strace -f -tt -T -s 512 -p "$pid" -o "hang/strace-late-$pid.txt"; done
dmesg >hang/dmesg.txt
{ docker version; runc --version; systemctl --version; uname -a; } >hang/versions.txt 2>&1
echo "incident: end"
tar -C /var/tmp -cf /dev/vdb out
sync; echo o >/proc/sysrq-trigger
