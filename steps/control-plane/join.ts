import {apiServerPort} from '../../src/cluster/kubeadm/init.ts';
import {controlPlanes, type Host} from '../../src/cluster/types.ts';
import {type Script, sequence, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {nodeKubectl} from '../kubectl.ts';
import {places} from '../places.ts';
import {minutes, step} from '../step.ts';
import {preparedForJoin} from '../workers/join.ts';
import {apiPatience, comeToEnd, whereToLook} from './come-to-end.ts';
import {emptyEtcdDisk, etcdFunctions} from './etcd.ts';
import {evidence} from './evidence.ts';
import {isThisNode, joinWith, notJoined} from './join-scripts.ts';
import {kubeadmFiles} from './kubeadm-files.ts';

export const joinControlPlane = step({
	id: 'control-plane/join',
	title: told('Join further control planes, one at a time (kubeadm join)', '逐个加入其他控制平面（kubeadm join）'),
	why: told(
		'Each adds a member to etcd, which has to catch up before the next one may come.',
		'每次加入都为 etcd 增加一个成员，它必须赶上进度，下一个才能加入。',
	),
	kind: 'once',
	on: (cluster) => controlPlanes(cluster).slice(1),
	after: preparedForJoin,
	needs: ['join-token', 'ca-hash', 'certificate-key'],
	pool: 'control-plane-join',
	timeoutMs: minutes(20),
	check: ({cluster, host}) => sh`
		${evidence}
		${comeToEnd}
		${nodeKubectl}
		${notJoined(cluster)}
		${isThisNode(cluster, host, 'partial')}
		${functions(host)}
		[ -e ${places.adminConf} ] || partial 'the host is a node, but kubeadm did not get to its control plane: no' ${places.adminConf}
		# Its manifest comes when the member has been added, after those of the control plane.
		[ -e /etc/kubernetes/manifests/etcd.yaml ] || was_finished || partial 'the host is a node, but kubeadm did not get to its etcd: no /etc/kubernetes/manifests/etcd.yaml'
		kw_wait ${apiPatience} 'the API server of this host answers' own_api_ready || kw_fail 'the host was joined, but its own API server does not answer.' ${whereToLook}
		member=$(own_member) || kw_fail 'the host was joined, but etcd here does not answer.' ${whereToLook}
		[ "\${member% *}" = ${`${host.name} voter`} ] || partial "etcd has no full member of this host, but: \${member:-none}"
	`,
	apply: ({cluster, host}) => sequence([emptyEtcdDisk, joinWith(cluster, host)]),
	writes: () => kubeadmFiles.controlPlane,
	verify: ({cluster, host}) => sh`
		${nodeKubectl}
		${functions(host)}
		kw_wait 60 'the node is registered' registered
		${isThisNode(cluster, host, 'kw_fail')}
		kw_wait 120 'the API server of this host is ready' own_api_ready
		is_member() { [ "$(own_member 2>/dev/null | cut -d ' ' -f 1,2)" = ${`${host.name} voter`} ]; }
		kw_wait 120 'etcd has a full member of this host' is_member
		troubles=$(etcd_troubles)
		[ "$troubles" = '' ] || kw_fail "$troubles"
		etcd_members
	`,
});

function functions(host: Host): Script {
	return sh`
		${etcdFunctions}
		registered() { kw_nodectl get node ${host.name} >/dev/null 2>&1; }
		own_api_ready() {
			kubectl --kubeconfig ${places.adminConf} --server ${`https://${host.nodeIp}:${apiServerPort}`} --request-timeout=5s get --raw /readyz >/dev/null 2>&1
		}
		own_member() { etcd_members | awk -v url=${`https://${host.nodeIp}:2380`} '$3 == url'; }
	`;
}
