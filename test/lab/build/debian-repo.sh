#!/bin/bash
# debian-repo.sh OUT BASE KEYS: the Debian packages that install steps need, with all they depend on beyond what BASE
# already has, as a signed repository laid out like Debian's (dists/bookworm/main, pool).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=sign.sh
. "$(dirname "$0")/sign.sh"
out=$1
base=$2
keys=$3
packages=(containerd runc conntrack ebtables ethtool socat iptables nftables chrony ipset ipvsadm gnupg gpg curl wget jq
  apt-transport-https lsb-release bash-completion psmisc rsync bind9-dnsutils tcpdump netcat-openbsd lsof
  nginx nginx-light libnginx-mod-stream haproxy keepalived docker.io etcd-server etcd-client containernetworking-plugins)
apt_dir=$LAB_WORK/apt-debian
rm -rf "$apt_dir/cache/archives"
mkdir -p "$apt_dir/state"
echo "deb [signed-by=$(debian_keyring)] $(debian_mirror) bookworm main" >"$apt_dir/sources.list"
cp "$base/root/var/lib/dpkg/status" "$apt_dir/state/status"
apt_private "$apt_dir" update
# One by one: packages that would exclude each other (nginx flavours) can then all be there.
for package in "${packages[@]}"; do
  apt_private "$apt_dir" install --download-only --yes --no-install-recommends "$package" >/dev/null
done
pool=$out/pool/main
dists=$out/dists/bookworm/main/binary-amd64
mkdir -p "$pool" "$dists"
mv "$apt_dir"/cache/archives/*.deb "$pool/"
cd "$out"
apt-ftparchive packages pool/main >"$dists/Packages"
gzip -9nk "$dists/Packages"
release=$LAB_WORK/debian-Release
apt-ftparchive -o APT::FTPArchive::Release::Origin=Debian -o APT::FTPArchive::Release::Label='Debian, the part in the kubewiz lab' \
  -o APT::FTPArchive::Release::Suite=stable -o APT::FTPArchive::Release::Codename=bookworm \
  -o APT::FTPArchive::Release::Architectures=amd64 -o APT::FTPArchive::Release::Components=main \
  release dists/bookworm >"$release"
mv "$release" dists/bookworm/Release
sign_release "$out/dists/bookworm" "$keys"
