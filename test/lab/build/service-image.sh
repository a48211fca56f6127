#!/bin/bash
# service-image.sh OUT: the root that the lab's own services run in: mirror, registry, load balancer, time server.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
mmdebstrap --quiet --variant=minbase --include=nginx-light,docker-registry,haproxy,chrony,ca-certificates \
  --keyring="$(debian_keyring)" bookworm "$1/root" "deb $(debian_mirror) bookworm main"
rm -rf "$1"/root/var/lib/apt/lists/* "$1"/root/var/cache/apt/*
