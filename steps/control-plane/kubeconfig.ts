import {controlPlanes} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {places} from '../places.ts';
import {step} from '../step.ts';

export const writeRootKubeconfig = step({
	id: 'control-plane/kubeconfig',
	title: 'Give root on the control planes a kubeconfig',
	why: 'So that kubectl works for root there without more ado. The cluster’s identity is noted as well.',
	kind: 'idempotent',
	on: controlPlanes,
	after: ['control-plane/init', 'control-plane/join'],
	check: () => sh`
		${needsControlPlane}
		${config}
		kw_same "$config" 600 <${places.adminConf} || todo "$config is not the cluster's"
		[ -s ${places.clusterUid} ] || todo 'the identity of the cluster is not noted'
	`,
	apply: () => sh`
		${adminKubectl}
		${config}
		(umask 077 && mkdir -p "\${config%/*}")
		kw_write "$config" 600 <${places.adminConf}
		uid=$(kw_kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}')
		echo "$uid" | kw_write ${places.clusterUid} 644
	`,
});

const config: Script = sh`config=$(getent passwd 0 | cut -d: -f6)/.kube/config`;
