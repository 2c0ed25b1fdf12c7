#!/bin/bash
# run.sh ROOT SCENARIO OUT: plays it in a virtual machine with the kernel in ROOT/boot
set -eu
here=$(cd "$(dirname "$0")" && pwd); root=$(realpath "$1") out=$(realpath "$3"); made=$(mktemp -d /var/tmp/vm.XXXX); trap 'rm -rf "$made"' EXIT
mkdir -p "$root/opt" "$root/etc/systemd/system/multi-user.target.wants" "$root/etc/default"
install -m 755 "$here/incident.sh" "$root/opt/incident"
printf '#!/bin/bash\nfor word; do case $word in create) exec strace -D -f -tt -s 512 -o /var/log/runc-strace.create.$$ runc "$@" ;; esac; done\nexec runc "$@"\n' >"$root/opt/traced-runc"; chmod +x "$root/opt/traced-runc"
printf 'DOCKER_OPTS="--exec-opt native.cgroupdriver=systemd --bridge=none --iptables=false --ip6tables=false --storage-driver=overlay2 --add-runtime traced=/opt/traced-runc"\n' >"$root/etc/default/docker"
printf '[Unit]\nAfter=docker.service\n[Service]\nType=simple\nExecStart=/opt/incident %s\n[Install]\nWantedBy=multi-user.target\n' "$2" >"$root/etc/systemd/system/incident.service"
ln -sf ../incident.service "$root/etc/systemd/system/multi-user.target.wants/incident.service"
echo node7 >"$root/etc/hostname"; : >"$root/etc/fstab"; rm -f "$root/etc/resolv.conf"; rm -rf "$root/var/cache/apt/archives/"*.deb "$root/var/lib/apt/lists/"*
truncate -s 3G "$made/root.img"; mke2fs -q -t ext4 -d "$root" "$made/root.img"; truncate -s 64M "$made/out.img"
timeout 1500 qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 1536 -nographic -no-reboot -nic none -kernel "$root"/boot/vmlinuz-* -initrd "$root"/boot/initrd.img-* \
  -append "root=/dev/vda rw console=ttyS0 quiet apparmor=0 systemd.show_status=0" -drive file="$made/root.img",if=virtio,format=raw,cache=unsafe -drive file="$made/out.img",if=virtio,format=raw,cache=unsafe </dev/null
tar -C "$out" --strip-components=1 -xf "$made/out.img"
