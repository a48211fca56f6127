#!/bin/bash
# kubernetes.sh OUT SOURCE: the real Kubernetes 1.20.2 programs, built from SOURCE.
set -euo pipefail
out=$1
source=$2
export PATH="$source/go/bin:$PATH" GOROOT="$source/go" GO111MODULE=off CGO_ENABLED=0 GOFLAGS='' GOCACHE="$LAB_WORK/gocache"
cat >"$out/version" <<'VERSION'
KUBE_GIT_COMMIT='faecb196815e248d3ecfb03c680a4507229c2a56'
KUBE_GIT_TREE_STATE='clean'
KUBE_GIT_VERSION='v1.20.2'
KUBE_GIT_MAJOR='1'
KUBE_GIT_MINOR='20'
VERSION
export KUBE_GIT_VERSION_FILE="$out/version"
# The build writes beside its sources: hard links keep SOURCE itself as it was and cost no space.
tree=$LAB_WORK/kubernetes-tree
rm -rf "$tree"
cp -al "$source/tree" "$tree"
make -C "$tree" -j2 WHAT='cmd/kubeadm cmd/kubelet cmd/kubectl cmd/kube-apiserver cmd/kube-controller-manager cmd/kube-scheduler cmd/kube-proxy'
cp "$tree"/_output/local/bin/linux/amd64/kube* "$out/"
strip "$out"/kube*
"$out/kubeadm" version -o short
