#!/bin/bash
# base-image.sh OUT KEYS: the root of every host, a bare Debian 12 with systemd and sshd.
# On purpose without curl, gnupg and the like: what the install steps need they must install.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
root=$1/root
keys=$2
image=$(dirname "$0")/../image
packages=systemd,systemd-sysv,dbus,openssh-server,sudo,iproute2,iputils-ping,procps,kmod,ca-certificates
packages+=,python3-minimal,fish,tcsh,netbase
mmdebstrap --quiet --variant=minbase --include="$packages" --keyring="$(debian_keyring)" \
  bookworm "$root" "deb $(debian_mirror) bookworm main"
# Keep apt's answer in the host to what the lab's mirror offers; the address comes when a host is made.
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root/etc/apt/sources.list"
cp "$keys/archive.gpg" "$root/usr/share/keyrings/kubewiz-lab.gpg"
cp -a "$image/." "$root/"
gcc -O2 -Wall -shared -fPIC -o "$root/usr/lib/kubewiz-lab/wrong-clock.so" "$image/../clock/wrong-clock.c"
chown -R root:root "$root/usr/lib/kubewiz-lab"
# runc is put beside its name when a package brings it, and the lab's wrapper takes the name (see image/.../runc).
chroot "$root" dpkg-divert --local --rename --add --divert /usr/sbin/runc.real /usr/sbin/runc >/dev/null
for unit in lab-cgroups.service lab-runc.path; do
  ln -s "/etc/systemd/system/$unit" "$root/etc/systemd/system/multi-user.target.wants/$unit"
done
# The kernel has no loadable modules: what is built in is named here, so that modprobe of it succeeds.
modules=$root/lib/modules/$(uname -r)
mkdir -p "$modules"
printf '%s\n' kernel/net/bridge/br_netfilter.ko kernel/fs/overlayfs/overlay.ko >"$modules/modules.builtin"
: >"$modules/modules.order"
: >"$modules/modules.builtin.modinfo"
chroot "$root" depmod "$(uname -r)"
# One ordinary user; what sudo asks of him is up to the kind of host. The password has to be quoted well on purpose.
chroot "$root" useradd --create-home --shell /bin/bash --comment 'lab operator' ops
printf '%s:%s\n' ops "$(cat "$image/../sudo-password")" | chroot "$root" chpasswd
for home in "$root/root" "$root/home/ops"; do
  install -d -m 700 "$home/.ssh"
  install -m 600 "$keys/id_ed25519.pub" "$home/.ssh/authorized_keys"
done
chroot "$root" chown -R ops:ops /home/ops/.ssh
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id" "$root/var/lib/dbus/machine-id" "$root/etc/resolv.conf"
cat >"$root/etc/ssh/sshd_config.d/lab.conf" <<'SSHD'
UseDNS no
PasswordAuthentication no
PermitRootLogin prohibit-password
SSHD
# No timers of its own: an apt-daily run would hold locks at moments no test has chosen.
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer systemd-networkd.service systemd-resolved.service systemd-timesyncd.service; do
  ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
