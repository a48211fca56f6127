import {copyFile, mkdir, readFile, realpath, stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {writeAtomically} from '../journal/atomic-file.ts';
import {told} from '../told.ts';
import {usageError} from './command-error.ts';
import type {Environment} from './environment.ts';
import {type Merged, mergeKubeconfig} from './kubeconfig.ts';

export interface WrittenKubeconfig extends Pick<Merged, 'context' | 'current'> {
	readonly path: string;
	/** Copy of the file as it was; undefined when there was none or nothing changed. */
	readonly backup?: string;
}

/** Where kubectl would look: the first file of KUBECONFIG, else ~/.kube/config. */
export function defaultKubeconfig(environment: Environment): string {
	const [first] = (environment.env.KUBECONFIG ?? '').split(':').filter((path) => path !== '');
	return first ? resolve(environment.cwd, first) : join(environment.home, '.kube', 'config');
}

/**
 * Merges admin.conf into the kubeconfig at `path` (followed when it is a
 * link): a backup `PATH.kubewiz-TIME` first, then the new text atomically and
 * with mode 0600. Throws CommandError (exit 2) when it cannot be merged.
 */
export async function writeKubeconfig(environment: Environment, path: string, admin: string, context: string): Promise<WrittenKubeconfig> {
	const target = await realpath(path).catch(() => path);
	const existing = await textOf(target);
	const merged = mergeKubeconfig(existing ?? '', admin, context);
	const about = {path: target, context: merged.context, current: merged.current};
	if (existing === merged.text) return about;
	await mkdir(dirname(target), {recursive: true, mode: 0o700});
	const backup = existing === undefined ? undefined : await keepBackup(target, environment.now());
	await writeAtomically(target, merged.text);
	return {...about, ...(backup ? {backup} : {})};
}

async function textOf(path: string): Promise<string | undefined> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw usageError(
			'kubeconfig',
			told(`${path} cannot be read: ${(error as Error).message}`, `无法读取 ${path}：${(error as Error).message}`),
		);
	}
}

async function keepBackup(path: string, now: Date): Promise<string> {
	const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
	for (let attempt = 1; ; attempt++) {
		const backup = `${path}.kubewiz-${stamp}${attempt === 1 ? '' : `-${attempt}`}`;
		if (await exists(backup)) continue;
		// A copy keeps the mode of the file it is made of.
		await copyFile(path, backup);
		return backup;
	}
}

async function exists(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}
