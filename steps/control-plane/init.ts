import {initConfig} from '../../src/cluster/kubeadm/init.ts';
import {type Cluster, leaderOf} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {writeFiles} from '../files.ts';
import {adminKubectl, withoutProxy} from '../kubectl.ts';
import {places} from '../places.ts';
import {minutes, step} from '../step.ts';
import {emptyEtcdDisk} from './etcd.ts';
import {apiUrl, evidence, judgeLeftovers, noteAttempt} from './evidence.ts';

export const initControlPlane = step({
	id: 'control-plane/init',
	title: 'Create the control plane (kubeadm init)',
	why: 'Makes the certificates, etcd and the API server on the first control plane. Runs once in the life of a cluster.',
	kind: 'once',
	on: (cluster) => [leaderOf(cluster)],
	after: [
		'prepare/swap',
		'prepare/sysctl',
		'prepare/time',
		'prepare/selinux',
		'prepare/firewall',
		'prepare/hosts-file',
		'packages/kubernetes',
		'images/pull',
	],
	timeoutMs: minutes(20),
	check: ({cluster}) => sh`
		${evidence}
		${adminKubectl}
		if [ ! -e ${places.adminConf} ]; then
			${judgeLeftovers(cluster, 'init')}
			todo 'there is no control plane yet'
		fi
		${sameCluster(cluster)}
		answer=$(kw_kubectl get --raw /readyz 2>&1) || partial 'this host has an admin.conf of the cluster, but its API does not answer:' "$answer"
		${lastPhases('partial')}
		${sameUid}
	`,
	apply: ({cluster}) => sh`
		${writeFiles([{path: places.kubeadmConfig, mode: '600', text: initConfig(cluster)}])}
		${noteAttempt(cluster, 'init')}
		${emptyEtcdDisk}
		umask 022
		${withoutProxy}
		kubeadm init --config ${places.kubeadmConfig} --skip-token-print --skip-certificate-key-print
	`,
	verify: ({cluster}) => sh`
		${evidence}
		${adminKubectl}
		[ -e ${places.adminConf} ] || kw_fail 'kubeadm init made no' ${places.adminConf}
		${sameCluster(cluster)}
		ready() { kw_kubectl get --raw /readyz >/dev/null 2>&1; }
		kw_wait 120 'the API says it is ready' ready
		${lastPhases('kw_fail')}
		${sameUid}
		echo "the cluster is $uid"
	`,
});

function sameCluster(cluster: Cluster): Script {
	return sh`
		server=$(server_of ${places.adminConf})
		[ "$server" = ${apiUrl(cluster)} ] || foreign "this host is a control plane of the cluster at $server, not" ${apiUrl(cluster)}
	`;
}

/** What the last phases of kubeadm init make: an API that answers does not say that it came so far. */
function lastPhases(verdict: 'partial' | 'kw_fail'): Script {
	return sh`
		answer=$(kw_kubectl -n kube-system get configmap/kubeadm-config deployment/coredns daemonset/kube-proxy -o name 2>&1 && kw_kubectl -n kube-public get configmap/cluster-info -o name 2>&1) ||
			${verdict} 'kubeadm init did not come to its end, though the API answers:' "$answer"
	`;
}

/** The UID of kube-system never changes: it is who the cluster is. */
const sameUid: Script = sh`
	uid=$(kw_kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}')
	[ ! -e ${places.clusterUid} ] || [ "$(cat ${places.clusterUid})" = "$uid" ] || foreign "the cluster that answers is $uid, and this host belonged to $(cat ${places.clusterUid})"
`;
