import {criSocket} from '../cluster/kubeadm/node-registration.ts';

/** What mends a known failure on the host that failed, as a script for root. */
export interface Mend {
	/** POSIX sh, run under `set -eu` with the step library. Prints what it did. */
	readonly script: string;
	/** It takes something away that can't be had back: the operator must name the host before it runs. */
	readonly destroys: boolean;
}

/** Undoes what `kubeadm init` or `join` left on a host; what the operator may still want is copied first. */
export function resetScript(criSocket: string): string {
	return `
umask 077
kept=/root/before-kubeadm-reset-$(date -u +%Y%m%dT%H%M%SZ)
mkdir "$kept"
for part in /etc/kubernetes /var/lib/etcd; do
	[ ! -e "$part" ] || cp -a "$part" "$kept/"
done
echo "a copy of /etc/kubernetes and /var/lib/etcd is in $kept"
kubeadm reset --force --cri-socket ${criSocket}
`.trim();
}

const plain = (...lines: readonly string[]): Mend => ({script: lines.join('\n'), destroys: false});

const noSwap = plain(
	'swapoff -a',
	'kw_keep /etc/fstab',
	`sed -i 's/^\\([^#].*[[:space:]]swap[[:space:]].*\\)$/# \\1/' /etc/fstab`,
	'[ "$(wc -l </proc/swaps)" -le 1 ] || kw_fail "swap is still on: $(tail -n +2 /proc/swaps)"',
	'echo "swap is off, and stays off after a reboot"',
);

const bridgeFilter = plain(
	'modprobe br_netfilter',
	'echo br_netfilter >/etc/modules-load.d/br_netfilter.conf',
	'sysctl -w net.bridge.bridge-nf-call-iptables=1',
);

const rightClock = plain(
	'if kw_has chronyc && chronyc -a makestep; then echo "chrony set the clock: $(date -u)"; exit 0; fi',
	'timedatectl set-ntp true',
	'systemctl restart systemd-timesyncd',
	'sleep 5',
	'timedatectl',
);

/**
 * Failures that one script mends without anything to be thought about or filled
 * in, by id of the catalogue. All others need a person: their commands only look.
 */
const mends: Readonly<Record<string, Mend>> = {
	E3: noSwap,
	E4: plain('sysctl -w net.ipv4.ip_forward=1', 'grep -rns ip_forward /etc/sysctl.conf /etc/sysctl.d || :'),
	E5: bridgeFilter,
	E7: {script: resetScript(criSocket), destroys: true},
	E8: plain(
		'if kw_has apt-get; then',
		'	DEBIAN_FRONTEND=noninteractive apt-get install -y conntrack socat ebtables ethtool iptables iproute2',
		'else',
		'	dnf install -y conntrack-tools socat ebtables ethtool iptables iproute-tc',
		'fi',
	),
	E20: plain('systemctl enable kubelet.service'),
	E44: rightClock,
	E52: noSwap,
	E59: plain('systemctl restart containerd', 'systemctl is-active containerd'),
	E67: plain(
		'df -h / /var',
		'! kw_has apt-get || apt-get clean',
		'! kw_has dnf || dnf clean packages',
		'crictl rmi --prune',
		'df -h / /var',
	),
	E68: plain(
		'sysctl -w fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288',
		`printf '%s\\n' 'fs.inotify.max_user_instances = 8192' 'fs.inotify.max_user_watches = 524288' >/etc/sysctl.d/98-inotify.conf`,
	),
	E71: {
		script: [
			'for link in cni0 flannel.1; do',
			'	! ip link show "$link" >/dev/null 2>&1 || ip link delete "$link"',
			'done',
			'ip -br link',
		].join('\n'),
		destroys: true,
	},
	E73: bridgeFilter,
	E85: rightClock,
	E93: plain(
		'held() { fuser /var/lib/dpkg/lock-frontend >/dev/null 2>&1; }',
		'free() { ! held; }',
		'kw_wait 540 "the other installation of packages ends" free',
		'echo "the lock is free"',
	),
};

/** What mends this entry of the catalogue, where a script can. */
export function mendOf(id: string): Mend | undefined {
	return mends[id];
}
