import {told} from '../../told.ts';
import {type Check, isControlPlane, overHosts} from '../subject.ts';
import {diskOf} from './disks.ts';

/** File systems that containerd and etcd can work on, and etcd's disk in time. */
export const storageChecks: Check = (subject) => [
	...overHosts(subject, 'xfs-no-ftype', {severity: 'error', waivable: false}, (_host, facts) =>
		diskOf(facts, '/var/lib/containerd')?.noDirectoryTypes ? `${diskOf(facts, '/var/lib/containerd')?.mount}: ftype=0` : undefined,
	),
	...overHosts(subject, 'disk-unfit', {severity: 'warning'}, (_host, facts) => {
		const disk = diskOf(facts, '/var/lib/containerd');
		return disk && /^(nfs|cifs|smb|9p|fuse|overlay|aufs|ecryptfs|ramfs)/.test(disk.filesystem)
			? `${disk.mount}: ${disk.filesystem}`
			: undefined;
	}),
	...overHosts(subject, 'etcd-in-memory', {severity: 'warning'}, (host, facts) => {
		const disk = isControlPlane(host) ? diskOf(facts, '/var/lib/etcd') : undefined;
		return disk && /^(tmpfs|ramfs)$/.test(disk.filesystem) ? `${disk.mount}: ${disk.filesystem}` : undefined;
	}),
	// A measurement of a second on a busy machine proves nothing, so this never blocks.
	...overHosts(subject, 'etcd-disk-slow', {severity: 'warning'}, (host, facts) =>
		isControlPlane(host) && facts.fsyncP99Ms !== undefined && facts.fsyncP99Ms > slowMs
			? told(
					`99 of 100 synchronous writes took up to ${facts.fsyncP99Ms.toFixed(1)} ms`,
					`99% 的同步写入耗时不超过 ${facts.fsyncP99Ms.toFixed(1)} ms`,
				)
			: undefined,
	),
];

/** etcd's own mark is 10 ms for its log (etcd.io, hardware); the room above it is for the noise of a short measurement. */
const slowMs = 20;
