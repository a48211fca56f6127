# shellcheck shell=bash
# Signing of apt repositories with the lab's own key.

# sign_release DIR KEYS: signs DIR/Release the three ways a mirror serves it (InRelease, Release.gpg, Release.key).
sign_release() {
  # Dated back: a host whose clock is behind must not find a repository of the future (real mirrors are hours old).
  sed -i "s/^Date: .*/Date: $(date -u -R -d yesterday)/" "$1/Release"
  GNUPGHOME=$2/gnupg gpg --batch --quiet --yes --clearsign -o "$1/InRelease" "$1/Release"
  GNUPGHOME=$2/gnupg gpg --batch --quiet --yes --armor --detach-sign -o "$1/Release.gpg" "$1/Release"
  GNUPGHOME=$2/gnupg gpgconf --kill all
  cp "$2/Release.key" "$1/Release.key"
}
