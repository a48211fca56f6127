#!/bin/bash
# start-host.sh MACHINE HOSTNAME DIR IMAGE NETNS CGROUP [VAR_MB]: becomes one host. Runs in a mount namespace of its own, so that
# all mounts made here go when the host's processes go.
# DIR has upper (what differs from IMAGE), work, containerd and kubelet.
set -euo pipefail
machine=$1
name=$2
dir=$3
image=$4
netns=$5
cgroup=$6
var_mb=${7:-}

# One cgroup per host in every v1 hierarchy: the host's cgroup namespace begins there. Without it all hosts would share
# one /kubepods, and each kubelet would take the others' pods for orphans and kill them.
for hierarchy in /sys/fs/cgroup/*/; do
  [ -w "${hierarchy}cgroup.procs" ] || continue
  path=${hierarchy%/}
  for part in "$cgroup" "$name"; do
    for file in cpuset.cpus cpuset.mems; do
      if [ -e "$path/$file" ]; then value=$(cat "$path/$file"); else value=; fi
      mkdir -p "$path/$part"
      if [ -n "$value" ] && [ -z "$(cat "$path/$part/$file")" ]; then echo "$value" >"$path/$part/$file"; fi
    done
    path=$path/$part
  done
  echo $$ >"$path/cgroup.procs"
done

mkdir -p "$dir/root"
mount -t overlay overlay -o "lowerdir=$image/root,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"
binds=(--bind=/dev/kmsg)
if [ -n "$var_mb" ]; then
  # A small file system of its own for /var, filled but for a few megabytes by a log that someone forgot.
  mkdir -p "$dir/var"
  mount -t tmpfs -o "size=${var_mb}m,mode=755" kubewiz-lab-var "$dir/var"
  cp -a "$dir/root/var/." "$dir/var/"
  free=$(df --output=avail -k "$dir/var" | tail -n 1)
  fallocate -l "$((free - 30 * 1024))K" "$dir/var/log/forgotten.log"
  binds+=("--bind=$dir/var:/var")
else
  # containerd's overlay cannot stand on an overlay, so what it and kubelet keep lives in plain folders.
  binds+=("--bind=$dir/containerd:/var/lib/containerd" "--bind=$dir/kubelet:/var/lib/kubelet")
fi

# SYSTEMD_SECCOMP=0: runc could not join a session keyring otherwise. No CAP_SYS_TIME: the clock is the machine's.
export SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes SYSTEMD_SECCOMP=0
exec systemd-nspawn --quiet --directory="$dir/root" --machine="$machine" --hostname="$name" \
  --network-namespace-path="/run/netns/$netns" --register=no --keep-unit --capability=all --drop-capability=CAP_SYS_TIME \
  --resolv-conf=off --timezone=off --link-journal=no --kill-signal=SIGRTMIN+4 "${binds[@]}" --boot
