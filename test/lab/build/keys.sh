#!/bin/bash
# keys.sh OUT: the lab's own keys: one signs the apt repositories, one logs into the hosts.
set -euo pipefail
out=$1
export GNUPGHOME=$out/gnupg
install -d -m 700 "$GNUPGHOME"
gpg --batch --quiet --passphrase '' --quick-generate-key 'kubewiz lab <lab@kubewiz.invalid>' rsa3072 sign never
gpg --batch --export >"$out/archive.gpg"
gpg --batch --armor --export >"$out/Release.key"
gpg --batch --with-colons --list-keys | awk -F: '$1 == "fpr" { print $10; exit }' >"$out/fingerprint"
gpgconf --kill all
ssh-keygen -q -t ed25519 -N '' -C kubewiz-lab -f "$out/id_ed25519"
