import {type Cluster, controlPlanes, leaderOf} from '../../src/cluster/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {needsControlPlane, withoutProxy} from '../kubectl.ts';
import {places} from '../places.ts';
import {step} from '../step.ts';
import {etcdFunctions} from './etcd.ts';

/** Where there is a further control plane to join. */
function leaderOfSeveral(cluster: Cluster) {
	return controlPlanes(cluster).length > 1 ? [leaderOf(cluster)] : [];
}

export const uploadCertificates = step({
	id: 'control-plane/certificate-key',
	title: told('Lend the certificates to joining control planes', '借出证书给要加入的控制平面'),
	why: told(
		'kubeadm keeps them encrypted in the cluster for two hours; the key is made anew each time and kept nowhere.',
		'kubeadm 将证书加密保存在集群中两小时；密钥每次新生成，不保存在任何地方。',
	),
	kind: 'idempotent',
	on: leaderOfSeveral,
	after: ['control-plane/init'],
	gives: ['certificate-key'],
	check: () => needsControlPlane,
	apply: () => sh`
		${withoutProxy}
		${etcdFunctions}
		# A member that is not in step can cost etcd its majority once another is added.
		troubles=$(etcd_troubles)
		[ "$troubles" = '' ] || kw_fail "no control plane may join now: $troubles"
		key=$(kubeadm init phase upload-certs --upload-certs --config ${places.kubeadmConfig} | grep -xE '[0-9a-f]{64}')
		kw_give certificate-key "$key"
	`,
});
