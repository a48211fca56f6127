import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Bench} from './contenders.ts';

const firstPort = 22_100;

/** The same hosts behind a line with `oneWayMs` of delay each way. `end` stops the proxy. */
export async function startDelay(bench: Bench, oneWayMs: number): Promise<{readonly bench: Bench; end(): Promise<void>}> {
	const targets = bench.targets.map((target, index) => ({...target, address: '127.0.0.1', port: firstPort + index}));
	const lines = bench.targets.map((target, index) => `${firstPort + index}:${target.address}:${target.port}`);
	const proxy = spawn(process.execPath, [join(import.meta.dirname, 'delay-proxy.ts'), String(oneWayMs), ...lines], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	await Promise.race([
		once(proxy.stdout, 'data'),
		once(proxy, 'exit').then(() => {
			throw new Error('the delay proxy could not start');
		}),
	]);
	const knownHostsFile = join(bench.directory, 'known_hosts.delayed');
	const key = readFileSync(bench.knownHostsFile, 'utf8').split('\n')[0]?.split(' ').slice(1).join(' ');
	writeFileSync(knownHostsFile, targets.map((target) => `[${target.address}]:${target.port} ${key}\n`).join(''));
	return {
		bench: {...bench, targets, knownHostsFile},
		async end() {
			const ended = once(proxy, 'exit');
			proxy.kill('SIGTERM');
			await ended;
		},
	};
}
