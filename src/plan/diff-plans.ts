import {type Cluster, controlPlanes} from '../cluster/types.ts';
import {type Told, told} from '../told.ts';
import {canonicalJson} from './canonical.ts';
import type {FieldChange, PlanDiff, Progress, SavedPlan, SavedTask} from './types.ts';

/**
 * What differs between the plan a run began with and the plan it is to go on
 * with, and what of it is impossible after `progress`.
 */
export function diffPlans(was: SavedPlan, now: SavedPlan, progress: Progress): PlanDiff {
	const before = new Map(was.tasks.map((task) => [task.id, task]));
	const kept = now.tasks.filter((task) => before.has(task.id));
	const hostsBefore = hostsOf(was);
	const hostsNow = hostsOf(now);
	return {
		same: was.hash === now.hash,
		untouched: kept.filter((task) => before.get(task.id)?.inputs === task.inputs).map((task) => task.id),
		changed: byStep(kept.filter((task) => before.get(task.id)?.inputs !== task.inputs)),
		addedSteps: missingFrom(stepsOf(was), stepsOf(now)),
		removedSteps: missingFrom(stepsOf(now), stepsOf(was)),
		addedHosts: missingFrom(hostsBefore, hostsNow),
		removedHosts: missingFrom(hostsNow, hostsBefore),
		confirm: progress === 'untouched' ? [] : fieldChanges(was.cluster, now.cluster, confirmable),
		refused: refusals(was.cluster, now.cluster, progress),
	};
}

type Fields = readonly (readonly [field: string, read: (cluster: Cluster) => unknown])[];

const confirmable: Fields = [
	['kubernetesVersion', (cluster) => cluster.kubernetesVersion],
	['cni', (cluster) => cluster.cni],
	['runtime', (cluster) => cluster.runtime],
];

/** Written into certificates, etcd and every node at `kubeadm init`: kubeadm has no way to change them afterwards. */
const immutable: Fields = [
	['network.podCidr', (cluster) => cluster.network.podCidr],
	['network.serviceCidr', (cluster) => cluster.network.serviceCidr],
	['network.dnsDomain', (cluster) => cluster.network.dnsDomain],
	['controlPlaneEndpoint', (cluster) => `${cluster.endpoint.host}:${cluster.endpoint.port}`],
];

function refusals(was: Cluster, now: Cluster, progress: Progress): PlanDiff['refused'] {
	const name = because(
		told('the record here belongs to the old name; a new name is a new cluster', '此处的记录属于原名称；新名称即新集群'),
		fieldChanges(was, now, [['name', (c) => c.name]]),
	);
	if (progress === 'untouched') return name;
	const fixed = because(
		told(
			'kubeadm init has written it into certificates, etcd and manifests; only a new cluster can have another',
			'kubeadm init 已将其写入证书、etcd 和清单；只有新集群才能使用别的值',
		),
		fieldChanges(was, now, immutable),
	);
	return [...name, ...fixed, ...controlPlaneRefusals(was, now, progress)];
}

function controlPlaneRefusals(was: Cluster, now: Cluster, progress: Progress): PlanDiff['refused'] {
	const planes = (cluster: Cluster) => controlPlanes(cluster).map((host) => host.name);
	const change = {field: 'control planes', was: planes(was).join(', '), now: planes(now).join(', ')};
	if (change.was === change.now) return [];
	if (progress === 'begun')
		return because(
			told(
				'kubeadm init was begun and is not verified yet: finish it with the control planes it began with',
				'kubeadm init 已开始但尚未通过验证：请用开始时的控制平面完成它',
			),
			[change],
		);
	const gone = missingFrom(planes(now), planes(was));
	if (gone.length > 0)
		return because(
			told(
				`${gone.join(', ')} may be an etcd member: remove it from the cluster first (kubeadm reset there)`,
				`${gone.join('、')} 可能是 etcd 成员：请先将其移出集群（在其上执行 kubeadm reset）`,
			),
			[change],
		);
	if (planes(was)[0] !== planes(now)[0])
		return because(
			told('the first control plane is where kubeadm init ran: keep it first', 'kubeadm init 在第一个控制平面上执行过：请保持它在首位'),
			[change],
		);
	return [];
}

function because(reason: Told, changes: readonly FieldChange[]): PlanDiff['refused'] {
	return changes.map((change) => ({...change, reason}));
}

function fieldChanges(was: Cluster, now: Cluster, fields: Fields): readonly FieldChange[] {
	return fields
		.map(([field, read]) => ({field, was: shown(read(was)), now: shown(read(now))}))
		.filter((change) => change.was !== change.now);
}

function shown(value: unknown): string {
	return typeof value === 'string' ? value : canonicalJson(value);
}

function byStep(tasks: readonly SavedTask[]): PlanDiff['changed'] {
	return [...Map.groupBy(tasks, (task) => task.step)].map(([step, some]) => ({step, hosts: some.map((task) => task.host)}));
}

/** Hosts that have tasks: one that was absent counts as added once it answers. */
function hostsOf(plan: SavedPlan): readonly string[] {
	return plan.cluster.hosts.map((host) => host.name).filter((name) => !plan.absent.includes(name));
}

function stepsOf(plan: SavedPlan): readonly string[] {
	return [...new Set(plan.tasks.map((task) => task.step))];
}

function missingFrom(list: readonly string[], wanted: readonly string[]): readonly string[] {
	const known = new Set(list);
	return wanted.filter((item) => !known.has(item));
}
