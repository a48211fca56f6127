import {told} from '../../src/told.ts';
import {everyNode, minutes, step} from '../step.ts';
import {familyOf} from './family.ts';

export const installKubernetes = step({
	id: 'packages/kubernetes',
	title: told('Install kubelet, kubeadm and kubectl', '安装 kubelet、kubeadm、kubectl'),
	why: told(
		'All three in the very version of the cluster, and held there: an upgrade must follow kubeadm’s order, not the package manager’s.',
		'三者都恰为集群的版本，并固定在该版本：升级必须遵循 kubeadm 的顺序，而不是包管理器的顺序。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['packages/repositories', 'prepare/hostname'],
	detached: true,
	pool: 'download',
	retry: ['network', 'lock'],
	timeoutMs: minutes(20),
	check: (context) => familyOf(context).kubernetes(context).check,
	apply: (context) => familyOf(context).kubernetes(context).apply,
	verify: (context) => familyOf(context).kubernetes(context).verify,
});
