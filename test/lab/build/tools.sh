#!/bin/bash
# tools.sh OUT SOURCE: the lab's stand-ins (DNS server, crictl, CNI agent) built with the libraries that SOURCE
# vendors, and pause, a few lines of static C.
set -euo pipefail
out=$1
source=$2
lab=$(cd "$(dirname "$0")/.." && pwd)
export PATH="$source/go/bin:$PATH" GOROOT="$source/go" GO111MODULE=off CGO_ENABLED=0 GOFLAGS='' GOCACHE="$LAB_WORK/gocache"
export GOPATH=$LAB_WORK/gopath
tree=$GOPATH/src/k8s.io/kubernetes
rm -rf "$tree"
mkdir -p "$(dirname "$tree")"
# Inside the tree, Go finds the vendored libraries; hard links keep SOURCE itself as it was.
cp -al "$source/tree" "$tree"
for tool in dns crictl cni; do
  mkdir "$tree/cmd/lab-$tool"
  cp "$lab/go/$tool"/*.go "$tree/cmd/lab-$tool/"
  (cd "$tree/cmd/lab-$tool" && go vet . && go build -ldflags '-s -w' -o "$out/kubewiz-lab-$tool" .)
done
gcc -Os -Wall -Werror -static -o "$out/pause" "$lab/go/pause/pause.c"
strip "$out/pause"
"$out/kubewiz-lab-dns" -version
"$out/kubewiz-lab-crictl" --version
