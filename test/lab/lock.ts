import {spawn} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';

/**
 * Runs `work` while holding a lock of the kernel's on `file`, so that two commands never change the same thing at once
 * and nothing goes stale: flock's child ends, and the lock with it, when this process ends in whatever way.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
	mkdirSync(dirname(file), {recursive: true});
	const holder = spawn('flock', ['--exclusive', '--no-fork', file, 'sh', '-c', 'echo held; exec cat'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const ended = new Promise<void>((resolve) => holder.on('close', () => resolve()));
	try {
		await new Promise<void>((resolve, reject) => {
			holder.stdout.once('data', () => resolve());
			holder.once('error', reject);
			holder.once('close', () => reject(new Error(`cannot lock ${file}`)));
		});
		holder.stdout.resume();
		return await work();
	} finally {
		holder.stdin.end();
		await ended;
	}
}
