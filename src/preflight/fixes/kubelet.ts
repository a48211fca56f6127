import {sh} from '../../shell/sh.ts';
import {keeping} from './repair.ts';

const flags =
	'pod-infra-container-image|network-plugin|container-runtime|cni-bin-dir|cni-conf-dir|docker-endpoint|image-pull-progress-deadline';

/** `--flag=value` and `--flag value`; --container-runtime-endpoint is another flag and stays. */
export const removeKubeletFlags = keeping(sh`
	for file in /etc/default/kubelet /etc/sysconfig/kubelet; do
		[ -f "$file" ] || continue
		cp -p "$file" "$file.before-kubewiz"
		sed -i -E ${`s/--(${flags})(=[^[:space:]"']*| +[^-[:space:]"'][^[:space:]"']*)?([[:space:]"']|$)/\\3/g`} "$file"
		diff "$file.before-kubewiz" "$file" || true
	done
`);
