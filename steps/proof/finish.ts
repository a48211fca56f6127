import {leaderOf} from '../../src/cluster/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {adminKubectl, needsControlPlane} from '../kubectl.ts';
import {withNetwork} from '../network/apply.ts';
import {minutes, step} from '../step.ts';
import {proofNamespace} from './objects.ts';

export const finishProof = step({
	id: 'proof/finish',
	title: told('Remove test pods', '清除测试 Pod'),
	why: told('Nothing of it stays in the cluster.', '不在集群中留下任何痕迹。'),
	kind: 'idempotent',
	on: withNetwork((cluster) => [leaderOf(cluster)]),
	after: [{everywhere: 'proof/reach'}],
	timeoutMs: minutes(4),
	check: () => sh`
		${needsControlPlane}
		${adminKubectl}
		[ "$(kw_kubectl get namespace ${proofNamespace} --ignore-not-found -o name)" = '' ] || todo 'the namespace' ${proofNamespace} 'is still there'
	`,
	apply: () => sh`
		${adminKubectl}
		kw_kubectl delete namespace ${proofNamespace} --wait=false
		gone() { [ "$(kw_kubectl get namespace ${proofNamespace} --ignore-not-found -o name)" = '' ]; }
		kw_wait 180 'the namespace is gone' gone
	`,
});
