import {bootstrapTokenDescription} from '../../src/cluster/kubeadm/init.ts';
import {leaderOf} from '../../src/cluster/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {needsControlPlane, withoutProxy} from '../kubectl.ts';
import {places} from '../places.ts';
import {step} from '../step.ts';

export const makeJoinToken = step({
	id: 'control-plane/join-token',
	title: told('Make a token for nodes to join with', '生成加入用的令牌'),
	why: told(
		'A fresh one for each batch, good for 30 minutes; nodes check the cluster’s certificate by its hash.',
		'每批使用新的令牌，有效期 30 分钟；节点用哈希核对集群的证书。',
	),
	kind: 'idempotent',
	on: (cluster) => [leaderOf(cluster)],
	after: ['control-plane/init'],
	gives: ['join-token', 'ca-hash'],
	check: () => needsControlPlane,
	apply: () => sh`
		${withoutProxy}
		# Of the public key as kubeadm hashes it: DER SubjectPublicKeyInfo, whatever kind of key it is.
		hash=$(openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt | openssl pkey -pubin -outform der | sha256sum | cut -d ' ' -f 1)
		[ "\${#hash}" -eq 64 ] || kw_fail 'the hash of /etc/kubernetes/pki/ca.crt could not be computed'
		kw_give ca-hash "sha256:$hash"
		# A node comes that may have the name of one that was: what was proven of it before is no longer true.
		rm -f ${places.proof}
		token=$(kubeadm token create --kubeconfig ${places.adminConf} --ttl 30m --description ${bootstrapTokenDescription})
		kw_give join-token "$token"
	`,
});
