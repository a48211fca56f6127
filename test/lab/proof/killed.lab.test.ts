import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {labCluster} from '../cluster-fragment.ts';
import {ensureLab, resetHosts} from '../lab.ts';
import {nodesOf} from './cluster-state.ts';
import {countKubeadm, kubeadmCalls} from './count-kubeadm.ts';
import {kubewiz, operator} from './kubewiz.ts';

const hosts = ['cp1', 'w1', 'w2'] as const;
const kills = 10;

/** Numbers 0 ≤ x < 1 that are the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

test(`killed ${kills} times with SIGKILL in one install, it goes on each time and does nothing twice`, async () => {
	const seed = Number(process.env.KUBEWIZ_TEST_SEED ?? Date.now() % 1_000_000);
	console.log(`seed ${seed} (repeat with KUBEWIZ_TEST_SEED=${seed})`);
	const random = randomOf(seed);
	const lab = await ensureLab({hosts: hosts.map((name) => ({name}))});
	await resetHosts(hosts);
	await countKubeadm(hosts);
	const who = operator(labCluster(lab, {hosts: {cp1: ['control-plane'], w1: ['worker'], w2: ['worker']}}));
	const flags = ['-f', 'cluster.yaml', '--yes', '--accept-host-keys', 'all', '--kubeconfig', who.kubeconfig];
	let killed = 0;
	for (let attempt = 0; attempt < kills; attempt += 1) {
		const run = kubewiz(who, [attempt === 0 ? 'apply' : 'resume', ...flags]);
		// Not before the run is in its journal: a process killed before it did anything proves nothing.
		await run.until((event) => event.type === 'run.start');
		await Promise.race([sleep(500 + random() * 14_000), run.finished]);
		run.process.kill('SIGKILL');
		const {code, signal, text} = await run.finished;
		if (signal === 'SIGKILL') killed += 1;
		else expect(code, text).toBe(0);
	}
	expect(killed).toBeGreaterThanOrEqual(5);
	const {code, text} = await kubewiz(who, ['resume', ...flags]).finished;
	expect(code, text).toBe(0);
	expect(Object.values(await nodesOf('cp1')).map((node) => node.ready)).toEqual([true, true, true]);
	expect(await Promise.all(hosts.map(kubeadmCalls))).toEqual([
		{init: 1, join: 0},
		{init: 0, join: 1},
		{init: 0, join: 1},
	]);
});
