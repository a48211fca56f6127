import {constants} from 'node:fs';
import {lstat, mkdir, open, statfs} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {outward} from '../outward.ts';
import {type Told, told} from '../told.ts';
import {syncDirectory} from './atomic-file.ts';
import {StateError} from './errors.ts';

/** Where kubewiz keeps its record of a cluster: `${XDG_STATE_HOME:-~/.local/state}/kubewiz/<cluster>`, or under `base` when given. */
export function stateDir(cluster: string, base = stateHome()): string {
	if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(cluster))
		throw new StateError(
			'unsafe',
			told(`${JSON.stringify(cluster)} can't be the name of a directory`, `${JSON.stringify(cluster)} 不能作为目录名`),
		);
	return join(base, cluster);
}

/** The directory above all clusters' state directories. */
export function stateHome(env: Readonly<Record<string, string | undefined>> = process.env): string {
	const {XDG_STATE_HOME: xdg} = env;
	// The XDG base directory specification has relative values ignored.
	return join(xdg?.startsWith('/') ? xdg : join(homedir(), '.local', 'state'), 'kubewiz');
}

/**
 * Makes the state directory ready for a run. Gives warnings. Throws StateError
 * when it is unsafe (see `ownDirectory`) or can't be written.
 */
export async function prepareStateDir(dir: string): Promise<readonly Told[]> {
	await ownDirectory(dir);
	await tryWriting(dir);
	return networkWarning(dir, (await statfs(dir)).type);
}

/**
 * Makes the directory (mode 0700) when it is missing and checks that only this
 * user can change it. Throws StateError `unsafe` before anything is written when
 * it is a link, someone else's, or open to others.
 */
export async function ownDirectory(dir: string): Promise<void> {
	await makeDirectory(dir);
	const seen = await lstat(dir);
	const unsafe = (problem: Told, right: Told) => new StateError('unsafe', told(`${dir} ${problem.en}`, `${dir} ${problem.zh}`), [right]);
	if (seen.isSymbolicLink())
		throw unsafe(
			told('is a symbolic link', '是符号链接'),
			told('Name the real directory with --state-dir.', '请用 --state-dir 指定真实目录。'),
		);
	if (!seen.isDirectory())
		throw unsafe(
			told('is not a directory', '不是目录'),
			told('Move it away, or name another directory with --state-dir.', '请移开它，或用 --state-dir 指定其他目录。'),
		);
	if (seen.uid !== process.getuid?.())
		throw unsafe(
			told(`belongs to uid ${seen.uid}`, `属于 uid ${seen.uid}`),
			told('Run kubewiz as that user, or use another --state-dir.', '请以该用户运行 kubewiz，或使用其他 --state-dir。'),
		);
	if ((seen.mode & 0o022) !== 0)
		throw unsafe(told('can be changed by other users', '可被其他用户更改'), told(`chmod 700 ${dir}`, `chmod 700 ${dir}`));
}

async function makeDirectory(dir: string): Promise<void> {
	outward('write', dir);
	try {
		const first = await mkdir(dir, {recursive: true, mode: 0o700});
		if (first) await syncDirectory(dirname(first));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
		throw new StateError(
			'disk',
			told(`${dir} can't be made: ${(error as Error).message}`, `无法创建 ${dir}：${(error as Error).message}`),
			[told('Name another directory with --state-dir.', '请用 --state-dir 指定其他目录。')],
			error,
		);
	}
}

/** A read-only file system must be found out now, not in the middle of a run. */
async function tryWriting(dir: string): Promise<void> {
	try {
		const file = await open(join(dir, 'lock.db'), constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
		await file.close();
	} catch (error) {
		throw new StateError(
			'disk',
			told(`${dir} can't be written: ${(error as Error).message}`, `无法写入 ${dir}：${(error as Error).message}`),
			[told('Name another directory with --state-dir.', '请用 --state-dir 指定其他目录。')],
			error,
		);
	}
}

/** Magic numbers of statfs(2). */
const networkFileSystems = new Map([
	[0x6969, 'NFS'],
	[0xff534d42, 'CIFS'],
	[0x517b, 'SMB'],
	[0xfe534d42, 'SMB2'],
]);

/** File locks and fsync over the network depend on the server: `type` is statfs's. */
export function networkWarning(dir: string, type: number): readonly Told[] {
	const name = networkFileSystems.get(type >>> 0);
	if (!name) return [];
	return [
		told(
			`${dir} is on ${name}, where locks and fsync may not hold: two operators could start at once. A local --state-dir is safer.`,
			`${dir} 位于 ${name} 上，其中的锁和 fsync 可能不可靠：两个操作者可能同时开始。用本地的 --state-dir 更安全。`,
		),
	];
}
