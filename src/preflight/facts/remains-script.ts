import {sh} from '../../shell/sh.ts';
import {askedRemains} from './asked.ts';

/** What an older, a foreign or the present cluster left on the host, kubewiz's own marks, and who installs there now. */
export const remainsFacts = sh`
	for path in ${askedRemains}; do
		if [ -d "$path" ]; then
			for entry in "$path"/* "$path"/.[!.]*; do
				case $entry in */lost+found) continue ;; esac
				if [ -e "$entry" ] || [ -L "$entry" ]; then
					put remains "$path"
					break
				fi
			done
		elif [ -e "$path" ]; then
			put remains "$path"
		fi
	done
	for file in /etc/kubernetes/kubelet.conf /etc/kubernetes/admin.conf; do
		[ -r "$file" ] && awk -v file="$file" '$1 == "server:" { print "api-server\\t" file "\\t" $2; exit }' "$file"
	done
	for file in /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet /etc/sysconfig/kubelet; do
		[ -r "$file" ] || continue
		grep -oE -- '--(pod-infra-container-image|network-plugin|container-runtime|cni-bin-dir|cni-conf-dir|docker-endpoint|image-pull-progress-deadline)\\b' "$file" 2>/dev/null |
			sort -u | while IFS= read -r flag; do put kubelet-flag "$file" "$flag"; done
	done
	[ -r /etc/containerd/config.toml ] && awk '/^[[:space:]]*disabled_plugins[[:space:]]*=/ && /cri/ { print "cri-disabled"; exit }' /etc/containerd/config.toml
	if [ -r /var/lib/kubewiz/cluster.json ]; then
		put marks "$(head -c 4096 /var/lib/kubewiz/cluster.json)"
	fi
	# The kernel knows whether kubewiz's lock is held; the file only who took it last.
	if [ -s /run/kubewiz.lock ] && command -v flock >/dev/null && ! flock -n -s /run/kubewiz.lock true; then
		read -r lineage _ _ _ _ owner </run/kubewiz.lock || :
		put installer "$lineage" "$owner"
	fi
`;
