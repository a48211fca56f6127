#!/bin/bash
# kubernetes-source.sh OUT: Debian's Kubernetes source tree (vendored, 1.20.2) and the Go it must be built with.
# Go 1.15 comes from bullseye: a kubeadm built with bookworm's Go 1.19 dies in json-iterator/reflect2.
# Both packages are only unpacked, nothing is installed on the machine.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
out=$1
mirror=$(debian_mirror)
keyring=$(debian_keyring)
apt_dir=$LAB_WORK/apt-source
mkdir -p "$apt_dir"
cat >"$apt_dir/sources.list" <<LIST
deb-src [signed-by=$keyring] $mirror bookworm main
deb [signed-by=$keyring] $mirror bullseye main
LIST
apt_private "$apt_dir" update
cd "$out"
apt_private "$apt_dir" source --download-only kubernetes
apt_private "$apt_dir" download golang-1.15-go golang-1.15-src
dpkg-source --no-check -x kubernetes_*.dsc tree >/dev/null
for package in golang-1.15-*.deb; do dpkg-deb -x "$package" go-root; done
# Its GOROOT is links into its own /usr/share; following them makes it one whole directory.
cp -aL go-root/usr/lib/go-1.15 go
rm -rf go-root ./*.deb ./*.orig*.tar.* ./*.debian.tar.* ./*.dsc
go/bin/go version
