import {told} from '../../src/told.ts';
import {everyNode, minutes, step} from '../step.ts';
import {familyOf} from './family.ts';

export const installContainerd = step({
	id: 'packages/containerd',
	title: told('Install containerd', '安装 containerd'),
	why: told('The container runtime that the kubelet starts pods with.', 'kubelet 用来启动 Pod 的容器运行时。'),
	kind: 'idempotent',
	on: everyNode,
	after: ['packages/repositories', 'prepare/modules'],
	detached: true,
	pool: 'download',
	retry: ['network', 'lock'],
	timeoutMs: minutes(20),
	check: (context) => familyOf(context).containerd(context).check,
	apply: (context) => familyOf(context).containerd(context).apply,
	verify: (context) => familyOf(context).containerd(context).verify,
});
