import {type Script, sh} from '../../shell/sh.ts';
import {takingAway} from './repair.ts';

/** `aside PATH…` moves what exists under one dated directory, keeping its path, and says so. Nothing is deleted. */
const aside: Script = sh`
	store=/var/backups/kubewiz/$(date +%Y%m%d-%H%M%S)
	aside() {
		for path in "$@"; do
			[ -e "$path" ] || continue
			mkdir -p "$store$(dirname "$path")"
			chmod 0700 /var/backups/kubewiz
			mv "$path" "$store$path"
			echo "$path is now $store$path"
		done
	}
`;

/** Refuses while anything of the old cluster runs: its files are in use then. */
export const moveAside = takingAway(sh`
	${aside}
	for name in kube-apiserver etcd kube-proxy kube-controller kube-scheduler; do
		if cat /proc/[0-9]*/comm 2>/dev/null | grep -qx "$name"; then
			echo "$name is running: this is a live cluster" >&2
			exit 1
		fi
	done
	systemctl stop kubelet 2>/dev/null || true
	aside /etc/kubernetes
	for entry in /var/lib/etcd/* /var/lib/etcd/.[!.]*; do aside "$entry"; done
	aside /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /var/lib/kubelet/pki
`);

/** Interfaces of the old network go too: they hold addresses of its pod network (cni0 already has an IP address different from …). */
export const moveNetworkAside = takingAway(sh`
	${aside}
	for entry in /etc/cni/net.d/* /etc/cni/net.d/.[!.]*; do aside "$entry"; done
	aside /var/lib/cni /var/lib/calico /run/flannel/subnet.env
	for link in cni0 flannel.1 vxlan.calico kube-ipvs0 kube-bridge cilium_host cilium_vxlan weave; do
		if [ -d "/sys/class/net/$link" ]; then
			ip link delete "$link"
			echo "interface $link deleted"
		fi
	done
`);

/** containerd goes on with what it has read, until it is configured and started anew. */
export const moveRuntimeConfigAside = takingAway(sh`
	${aside}
	aside /etc/containerd/config.toml
`);

export const moveUnitsAside = takingAway(sh`
	${aside}
	for name in kubelet kube-apiserver etcd; do
		if [ -e "/etc/systemd/system/$name.service" ]; then
			systemctl disable --now "$name" 2>/dev/null || true
			aside "/etc/systemd/system/$name.service"
		fi
	done
	systemctl daemon-reload
`);
