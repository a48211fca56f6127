import {controlPlanes} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {places} from '../places.ts';
import {step} from '../step.ts';

export const writeRootKubeconfig = step({
	id: 'control-plane/kubeconfig',
	title: told('Give root on the control planes a kubeconfig', '为控制平面上的 root 写 kubeconfig'),
	why: told(
		'So that kubectl works for root there without more ado. The cluster’s identity is noted as well.',
		'使 root 无需其他设置即可在其上使用 kubectl。同时记下集群的标识。',
	),
	kind: 'idempotent',
	on: controlPlanes,
	after: ['control-plane/init', 'control-plane/join'],
	check: () => sh`
		${needsControlPlane}
		${config}
		[ -f "$config" ] || todo "$config is not there"
		if ! names_others; then
			[ "$(stat -Lc %a "$config")" = 600 ] || todo "$config can be read by others"
			# What root has chosen there beside, a namespace say, is his own.
			values=$(awk '$1 ~ /^(server|certificate-authority-data|client-certificate-data):$/ { print $2 }' ${places.adminConf})
			for value in $values; do
				grep -qF -e "$value" "$config" || todo "$config lacks the cluster, or has an older certificate for it"
			done
		fi
		[ -s ${places.clusterUid} ] || todo 'the identity of the cluster is not noted'
	`,
	apply: () => sh`
		${adminKubectl}
		${config}
		(umask 077 && mkdir -p "\${config%/*}")
		if [ -f "$config" ] && names_others; then
			echo "$config names other clusters and is left as it is; for this one: kubectl --kubeconfig" ${places.adminConf}
		else
			kw_write "$config" 600 <${places.adminConf}
		fi
		uid=$(kw_kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}')
		echo "$uid" | kw_write ${places.clusterUid} 644
	`,
	writes: () => ['~root/.kube/config'],
});

/** `names_others`: root has a kubeconfig with another cluster in it, which is not ours to change. */
const config: Script = sh`
	config=$(getent passwd 0 | cut -d: -f6)/.kube/config
	names_others() { awk 'FNR == NR { if ($1 == "server:") ours = $2; next } $1 == "server:" && $2 != ours { found = 1 } END { exit !found }' ${places.adminConf} "$config"; }
`;
