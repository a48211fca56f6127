#!/bin/bash
# kube-repo.sh OUT KUBERNETES TOOLS KEYS: kubeadm, kubelet, kubectl, kubernetes-cni and cri-tools as packages in a
# signed flat repository, laid out as the public mirrors lay out core/stable/v1.20/deb.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=sign.sh
. "$(dirname "$0")/sign.sh"
out=$1
kubernetes=$2
tools=$3
keys=$4
files=$(dirname "$0")/../packages
stage=$(mktemp -d "$LAB_WORK/packages.XXXXXX")
trap 'rm -rf "$stage"' EXIT
mkdir "$out/amd64"

# package NAME VERSION DEPENDS DESCRIPTION: packs $stage/NAME. gzip at its fastest: hosts unpack it time and again.
package() {
  mkdir -p "$stage/$1/DEBIAN"
  printf '%s\n' "Package: $1" "Version: $2" 'Architecture: amd64' 'Section: admin' 'Priority: optional' \
    'Maintainer: kubewiz lab <lab@kubewiz.invalid>' ${3:+"Depends: $3"} "Description: $4" >"$stage/$1/DEBIAN/control"
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$stage/$1" "$out/amd64/$1_$2_amd64.deb" >/dev/null
}

for program in kubeadm kubelet kubectl; do
  install -D "$kubernetes/$program" "$stage/$program/usr/bin/$program"
done
install -D "$tools/kubewiz-lab-crictl" "$stage/cri-tools/usr/bin/crictl"
install -D -m 644 "$files/kubelet.service" "$stage/kubelet/lib/systemd/system/kubelet.service"
install -D -m 644 "$files/10-kubeadm.conf" "$stage/kubeadm/etc/systemd/system/kubelet.service.d/10-kubeadm.conf"
mkdir -p "$stage/kubelet/etc/kubernetes/manifests" "$stage/kubelet/var/lib/kubelet"

apt_dir=$LAB_WORK/apt-plugins
mkdir -p "$apt_dir"
echo "deb [signed-by=$(debian_keyring)] $(debian_mirror) bookworm main" >"$apt_dir/sources.list"
apt_private "$apt_dir" update
(cd "$stage" && apt_private "$apt_dir" download containernetworking-plugins)
dpkg-deb -x "$stage"/containernetworking-plugins_*.deb "$stage/plugins"
mkdir -p "$stage/kubernetes-cni/opt/cni"
cp -a "$stage/plugins/usr/lib/cni" "$stage/kubernetes-cni/opt/cni/bin"

package kubectl 1.20.2-1.1 '' 'Command-line utility for interacting with a Kubernetes cluster'
package cri-tools 1.20.0-1.1 '' 'Stand-in for crictl, made for the kubewiz lab'
package kubernetes-cni 0.8.7-1.1 '' 'Container network plugins, those of Debian'
package kubelet 1.20.2-1.1 'iptables (>= 1.4.21), kubernetes-cni (>= 0.8.7), iproute2, socat, util-linux, mount, ebtables, ethtool, conntrack' \
  'Node agent for Kubernetes clusters'
package kubeadm 1.20.2-1.1 'kubelet (>= 1.19.0), kubectl (>= 1.19.0), kubernetes-cni (>= 0.8.7), cri-tools (>= 1.19.0)' \
  'Command-line utility for creating a Kubernetes cluster'

cd "$out"
apt-ftparchive packages . >Packages
gzip -9nk Packages
apt-ftparchive -o APT::FTPArchive::Release::Origin='kubewiz lab' -o APT::FTPArchive::Release::Label='kubernetes v1.20 of the kubewiz lab' \
  -o APT::FTPArchive::Release::Architectures=amd64 release . >"$stage/Release"
mv "$stage/Release" Release
sign_release "$out" "$keys"
