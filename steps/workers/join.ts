import {workers} from '../../src/cluster/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {evidence} from '../control-plane/evidence.ts';
import {isThisNode, joinWith, notJoined} from '../control-plane/join-scripts.ts';
import {kubeadmFiles} from '../control-plane/kubeadm-files.ts';
import {nodeKubectl} from '../kubectl.ts';
import {type After, minutes, step} from '../step.ts';

/** A joining host must be prepared itself; of others it waits for nobody but the first control plane. */
export const preparedForJoin: readonly After[] = [
	'prepare/swap',
	'prepare/sysctl',
	'prepare/time',
	'prepare/selinux',
	'prepare/firewall',
	'prepare/hosts-file',
	'packages/kubernetes',
	'images/pull',
	{everywhere: 'control-plane/init'},
];

export const joinWorker = step({
	id: 'workers/join',
	title: told('Join the workers (kubeadm join)', '工作节点加入集群（kubeadm join）'),
	why: told(
		'The host gets a certificate of its own from the cluster and becomes a node. Runs once in the life of a node.',
		'主机从集群取得自己的证书，成为节点。在节点的一生中只执行一次。',
	),
	kind: 'once',
	on: workers,
	after: preparedForJoin,
	needs: ['join-token', 'ca-hash'],
	pool: 'worker-join',
	timeoutMs: minutes(15),
	check: ({cluster, host}) => sh`
		${evidence}
		${nodeKubectl}
		${notJoined(cluster)}
		${isThisNode(cluster, host, 'partial')}
	`,
	apply: ({cluster, host}) => joinWith(cluster, host),
	writes: () => kubeadmFiles.worker,
	verify: ({cluster, host}) => sh`
		${nodeKubectl}
		registered() { kw_nodectl get node ${host.name} >/dev/null 2>&1; }
		kw_wait 60 'the node is registered' registered
		${isThisNode(cluster, host, 'kw_fail')}
	`,
});
