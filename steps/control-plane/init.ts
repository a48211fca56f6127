import {initConfig} from '../../src/cluster/kubeadm/init.ts';
import {type Cluster, leaderOf} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {writeFiles} from '../files.ts';
import {adminKubectl, withoutProxy} from '../kubectl.ts';
import {places} from '../places.ts';
import {minutes, step} from '../step.ts';
import {apiPatience, comeToEnd, whereToLook} from './come-to-end.ts';
import {emptyEtcdDisk} from './etcd.ts';
import {apiUrl, evidence, judgeLeftovers, noteAttempt} from './evidence.ts';
import {kubeadmFiles} from './kubeadm-files.ts';

export const initControlPlane = step({
	id: 'control-plane/init',
	title: told('Create the control plane (kubeadm init)', '创建控制平面（kubeadm init）'),
	why: told(
		'Makes the certificates, etcd and the API server on the first control plane. Runs once in the life of a cluster.',
		'在第一个控制平面上创建证书、etcd 和 API 服务器。在集群的一生中只执行一次。',
	),
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
		${comeToEnd}
		${adminKubectl}
		if [ ! -e ${places.adminConf} ]; then
			! was_finished || [ "$(leftovers)" = '' ] || kw_fail 'this host is a control plane, but has no' ${places.adminConf} 'to ask the API with. To have it again: kubeadm init phase kubeconfig admin --config' ${places.kubeadmConfig}
			${judgeLeftovers(cluster, 'init')}
			todo 'there is no control plane yet'
		fi
		${sameCluster(cluster)}
		answers() { answer=$(kw_kubectl get --raw /readyz 2>&1); }
		if ! answers; then
			lacking=$(init_lacks)
			was_finished || [ "$lacking" = '' ] || partial 'kubeadm init did not come to its end here. There is no' "$lacking"
			kw_wait ${apiPatience} 'the API server answers' answers || kw_fail "the API server does not answer, though kubeadm init came to its end here: $answer\${lacking:+. No longer there: $lacking}. Nothing is to be made anew." ${whereToLook}
		fi
		unfinished() { if was_finished; then kw_fail "$@"; else partial "$@"; fi; }
		${lastPhases('unfinished')}
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
	writes: () => [...kubeadmFiles.controlPlane, kubeadmFiles.superAdmin],
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
function lastPhases(verdict: 'unfinished' | 'kw_fail'): Script {
	return sh`
		answer=$(kw_kubectl -n kube-system get configmap/kubeadm-config deployment/coredns daemonset/kube-proxy -o name 2>&1 && kw_kubectl -n kube-public get configmap/cluster-info -o name 2>&1) || case $answer in
		*'(NotFound)'*) ${verdict} 'the API answers, but what the last phases of kubeadm init make is not all there:' "$answer" ;;
		*) kw_fail 'the API did not tell what kubeadm init has made:' "$answer" ;;
		esac
	`;
}

/** The UID of kube-system never changes: it is who the cluster is. */
const sameUid: Script = sh`
	uid=$(kw_kubectl get namespace kube-system -o 'jsonpath={.metadata.uid}')
	[ ! -e ${places.clusterUid} ] || [ "$(cat ${places.clusterUid})" = "$uid" ] || foreign "the cluster that answers is $uid, and this host belonged to $(cat ${places.clusterUid})"
`;
