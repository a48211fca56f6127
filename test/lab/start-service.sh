#!/bin/bash
# start-service.sh IMAGE DIR SOURCE:TARGET... -- PROGRAM [ARG...]: becomes one of the lab's services, chrooted into an overlay of
# IMAGE with folders bound into it. Runs in mount and pid namespaces of its own: when it ends, all it started and mounted goes.
set -euo pipefail
image=$1
dir=$2
shift 2
mkdir -p "$dir/upper" "$dir/work" "$dir/root"
mount -t overlay overlay -o "lowerdir=$image/root,upperdir=$dir/upper,workdir=$dir/work" "$dir/root"
mount -t proc proc "$dir/root/proc"
# What an earlier one left there, a pid file above all, is of no meaning now.
mount -t tmpfs tmpfs "$dir/root/run"
mount --rbind /dev "$dir/root/dev"
while [ "$1" != -- ]; do
  mkdir -p "$dir/root${1#*:}"
  mount --bind "${1%%:*}" "$dir/root${1#*:}"
  shift
done
shift
exec chroot "$dir/root" "$@"
