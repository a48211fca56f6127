import type {Facts} from '../../cluster/facts.ts';
import type {Host} from '../../cluster/types.ts';
import {joined, labelled, type Said, semicolon, told} from '../../told.ts';
import {type Check, isControlPlane, isOurs, overHosts} from '../subject.ts';

type Disk = Facts['disks'][number];

/** Space, inodes and fitness of the file systems. */
export const diskChecks: Check = (subject) => [
	...overHosts(subject, 'disk-space', {severity: 'error'}, (host, facts) =>
		isOurs(subject, facts) ? tight(facts, () => 200) : tight(facts, (path) => needs(host)[path] ?? 0),
	),
	...overHosts(subject, 'disk-eviction', {severity: 'error'}, (_host, facts) =>
		subject.cluster.kubeadm.kubelet.evictionHard === undefined ? evicted(facts) : undefined,
	),
	...overHosts(subject, 'disk-small', {severity: 'info'}, (_host, facts) => {
		const disk = diskOf(facts, '/var/lib/containerd');
		return disk && disk.totalMib < 15_000
			? labelled(where(disk), told(`${disk.totalMib} MiB in all`, `共 ${disk.totalMib} MiB`))
			: undefined;
	}),
	...overHosts(subject, 'inodes-short', {severity: 'warning'}, (_host, facts) =>
		describe(facts, (disk) =>
			disk.freeInodes !== undefined && disk.totalInodes !== undefined && disk.freeInodes < disk.totalInodes * 0.06
				? told(`${disk.freeInodes} of ${disk.totalInodes} inodes free`, `${disk.totalInodes} 个 inode 中剩余 ${disk.freeInodes} 个`)
				: undefined,
		),
	),
	...overHosts(subject, 'disk-read-only', {severity: 'error', waivable: false}, (_host, facts) =>
		describe(facts, (disk) => (disk.readOnly ? told(`read-only (${disk.filesystem})`, `只读（${disk.filesystem}）`) : undefined)),
	),
	...overHosts(subject, 'disk-noexec', {severity: 'error', waivable: false}, (_host, facts) =>
		describe(facts, (disk) => (disk.noexec && /^\/(var\/lib(\/containerd|\/kubelet)?|opt|usr)$/.test(disk.path) ? 'noexec' : undefined)),
	),
];

/**
 * MiB that an install writes, by directory: packages, image layers packed and
 * unpacked (kubeadm's own about 1000 MiB on a control plane, 300 on a worker,
 * a pod network up to 700), etcd's first log files.
 */
function needs(host: Host): Readonly<Record<string, number>> {
	const controlPlane = isControlPlane(host);
	return {
		'/usr': 500,
		'/opt': 150,
		'/etc': 5,
		'/var': 300,
		'/var/lib/containerd': controlPlane ? 1800 : 1000,
		'/var/lib/kubelet': 100,
		'/var/log': 100,
		...(controlPlane ? {'/var/lib/etcd': 300} : {}),
	};
}

/** Directories on one file system share its space, so their needs add up. */
function tight(facts: Facts, need: (path: string) => number): Said | undefined {
	const mounts = new Map<string, {disk: Disk; needed: number}>();
	for (const disk of facts.disks) {
		const key = disk.mount ?? disk.path;
		mounts.set(key, {disk, needed: (mounts.get(key)?.needed ?? 0) + need(disk.path)});
	}
	const short = [...mounts.values()].filter(({disk, needed}) => disk.totalMib > 0 && disk.freeMib < needed);
	return listed(
		short.map(({disk, needed}) =>
			labelled(where(disk), told(`${disk.freeMib} MiB free, about ${needed} needed`, `剩余 ${disk.freeMib} MiB，约需 ${needed} MiB`)),
		),
	);
}

/** The kubelet's default thresholds: nodefs.available<10%, imagefs.available<15% (kubernetes.io, node-pressure eviction). */
function evicted(facts: Facts): Said | undefined {
	const found = new Map<string, Said>();
	for (const [path, percent] of [
		['/var/lib/kubelet', 10],
		['/var/lib/containerd', 15],
	] as const) {
		const disk = diskOf(facts, path);
		const free = disk && disk.totalMib > 0 ? (disk.freeMib / disk.totalMib) * 100 : 100;
		// Of two thresholds on one file system the first to be crossed is told.
		if (disk && free < percent)
			found.set(
				where(disk),
				labelled(
					where(disk),
					told(
						`${free.toFixed(0)} % of ${disk.totalMib} MiB free, pods are evicted below ${percent} %`,
						`${disk.totalMib} MiB 中剩余 ${free.toFixed(0)} %，低于 ${percent} % 时会驱逐 Pod`,
					),
				),
			);
	}
	return listed([...found.values()]);
}

function listed(texts: readonly Said[]): Said | undefined {
	return texts.length > 0 ? joined(texts, semicolon) : undefined;
}

export function diskOf(facts: Facts, path: string): Disk | undefined {
	return facts.disks.find((disk) => disk.path === path);
}

/** `/var/lib/etcd` or, when that is only a directory on it, the mount point. */
function where(disk: Disk): string {
	return disk.mount ?? disk.path;
}

/** One entry for each file system on which the judge sees something. */
function describe(facts: Facts, judge: (disk: Disk) => Said | undefined): Said | undefined {
	const seen = new Map<string, Said>();
	for (const disk of facts.disks) {
		const text = judge(disk);
		if (text) seen.set(where(disk), labelled(where(disk), text));
	}
	return listed([...seen.values()]);
}
