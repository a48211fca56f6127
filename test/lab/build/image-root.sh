#!/bin/bash
# image-root.sh OUT: the Debian layer under the etcd, kube-proxy and tools images. Only unpacked, not configured.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
root=$1/root
mmdebstrap --quiet --variant=extract --keyring="$(debian_keyring)" \
  --include=etcd-server,etcd-client,iptables,ipset,conntrack,kmod,iproute2,busybox-static,libc-bin,dash,base-files,base-passwd,libgcc-s1 \
  bookworm "$root" "deb $(debian_mirror) bookworm main"
rm -rf "$root"/usr/share/{doc,man,locale,info} "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/* "${root:?}"/dev/*
# What maintainer scripts would have linked. Legacy iptables: the same one that the hosts' kubelet writes is not a must.
for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
  ln -sf "xtables-legacy-multi" "$root/usr/sbin/$name"
done
for name in sh cat ls sleep grep sed awk wget nslookup nc httpd hostname ping vi cp mkdir rm; do
  [ -e "$root/bin/$name" ] || ln -s busybox "$root/bin/$name"
done
cp -n "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
cp -n "$root/usr/share/base-passwd/group.master" "$root/etc/group"
