# shellcheck shell=bash
# Shared by the lab's build scripts. Every script runs as `script.sh OUT [INPUT...]`,
# puts its artefact into OUT (an empty directory) and may keep reusable work under $LAB_WORK.

# Prints the Debian mirror that this machine's own apt sources name, so that no address is written down here.
debian_mirror() {
  # shellcheck disable=SC2016 # apt expands these, not the shell
  apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 == "bookworm" { print $2; exit }'
}

# Prints the keyring that Debian's own archive is checked with.
debian_keyring() {
  printf '%s\n' /usr/share/keyrings/debian-archive-keyring.gpg
}

# apt_private DIR ARG...: apt-get with its own sources, lists and caches in DIR, so that a build
# never touches the sources of the machine it runs on. Sources are read from DIR/sources.list.
apt_private() {
  local dir=$1
  shift
  mkdir -p "$dir/state/lists/partial" "$dir/cache/archives/partial"
  [ -e "$dir/state/status" ] || : >"$dir/state/status"
  apt-get -qq -o Dir::Etc::SourceList="$dir/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o Dir::State="$dir/state" -o Dir::State::status="$dir/state/status" -o Dir::Cache="$dir/cache" \
    -o APT::Sandbox::User=root "$@"
}
