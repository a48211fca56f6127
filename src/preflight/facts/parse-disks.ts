import type {Facts} from '../../cluster/facts.ts';
import type {FactLines} from './lines.ts';

type Disk = Facts['disks'][number];

export function parseDisks(facts: FactLines): readonly Disk[] {
	const mounts = new Map(facts.all('mount').map(([point = '', filesystem = '', options = '']) => [point, {filesystem, options}]));
	const inodes = new Map(
		facts.all('inodes').map(([path = '', total = '', free = '']) => [path, {total: Number(total), free: Number(free)}]),
	);
	const xfs = new Map(facts.all('xfs').map(([path = '', directoryTypes = '']) => [path, directoryTypes]));
	return facts.all('disk').map(([path = '', total = '0', free = '0', mount = '']) => {
		const options = (mounts.get(mount)?.options ?? '').split(',');
		const counted = inodes.get(path);
		return {
			path,
			totalMib: Math.floor(Number(total) / 1024),
			freeMib: Math.floor(Number(free) / 1024),
			...(counted ? {totalInodes: counted.total, freeInodes: counted.free} : {}),
			readOnly: options.includes('ro'),
			filesystem: mounts.get(mount)?.filesystem ?? 'unknown',
			mount,
			...(options.includes('noexec') ? {noexec: true} : {}),
			...(xfs.get(path) === '0' ? {noDirectoryTypes: true} : {}),
		};
	});
}
