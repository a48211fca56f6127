import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {noPty, type Pty} from './pty.ts';
import {type WizardOnHosts, wizardOnHosts} from './wizard-on-hosts.ts';

const [enter, esc, down, clear] = ['\r', '\u001B', '\u001B[B', '\u0015'];

/** The built wizard on a real terminal, killed with SIGKILL after every answer and opened again. */
describe.skipIf(noPty !== undefined)(`answers${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let wizard: WizardOnHosts;
	let pty: Pty;
	beforeAll(async () => {
		wizard = await wizardOnHosts({hosts: 3, speed: 100, seed: 'draft', hostFaults: {w2: ['clock-skew']}});
	}, 120_000);
	afterAll(() => wizard.end());

	async function openIn(state: string, shows: string | RegExp): Promise<void> {
		pty = await wizard.open(state);
		await pty.until(shows);
	}

	/** Types, waits until the answer shows, kills at once, opens again: the answer must show again. */
	async function answer(state: string, keys: readonly (readonly [string, string | RegExp])[], again: string | RegExp): Promise<void> {
		for (const [typed, shows] of keys) {
			pty.send(typed);
			await pty.until(shows);
		}
		process.kill(pty.pid, 'SIGKILL');
		await pty.ended;
		await openIn(state, again);
	}

	test('of the hosts screen are all there after a kill -9 between any two', async () => {
		const at = (keys: Parameters<typeof answer>[1], again: string | RegExp) => answer('typed', keys, again);
		await openIn('typed', 'Which machines');
		await at(
			[
				['a', 'Add hosts'],
				[`10.0.0.[11-13]${enter}`, '3 added'],
			],
			'3 hosts, 3 not tested',
		);
		await at(
			[
				['a', 'Add hosts'],
				[`root@10.0.0.20:2222${enter}`, '1 added'],
			],
			'4 hosts, 4 not tested',
		);
		await at(
			[
				['l', 'Login of all hosts'],
				[enter, '❯ User:'],
				[`ops${enter}`, /User +ops/],
			],
			'Login: ops',
		);
		await at(
			[
				['e', 'Host node-10-0-0-11'],
				[down + enter, '❯ Node name:'],
				[`${clear}cp1${enter}`, /Node name +cp1/],
			],
			/cp1 +10\.0\.0\.11/,
		);
		await at(
			[
				[`${down}x`, 'Remove node-10-0-0-12'],
				[`\t${enter}`, '3 hosts'],
			],
			/^3 hosts, 3 not tested/m,
		);
		const kept = JSON.parse(readFileSync(join(wizard.directory, 'typed', 'wizard.json'), 'utf8')) as {draft: unknown};
		expect(kept.draft).toMatchObject({
			hosts: [{name: 'cp1', address: '10.0.0.11'}, {address: '10.0.0.13'}, {address: '10.0.0.20', ssh: {user: 'root', port: 2222}}],
			spec: {ssh: {user: 'ops'}},
		});
		pty.end();
	}, 120_000);

	test('of the later screens too, and the screen that was open comes up again', async () => {
		const at = (keys: Parameters<typeof answer>[1], again: string | RegExp) => answer('imported', keys, again);
		await openIn('imported', 'Which machines');
		await at(
			[
				['i', 'another file'],
				[`\u001B[F${enter}`, 'File:'],
				[`${wizard.specFile}${enter}`, 'Take over the whole cluster'],
				[`\t${enter}`, '3 hosts, 3 not tested'],
			],
			'3 hosts, 3 not tested',
		);
		await at(
			[
				['t', '3 hosts, 3 ready'],
				['n', 'clock-skew'],
			],
			'clock-skew',
		);
		await at([['w', 'let pass: clock-skew']], 'let pass: clock-skew');
		await at([['n', 'Cluster name']], 'Cluster name');
		await at(
			[
				['\t', /❯ cp1/],
				['\t', /❯ Cluster name/],
				[enter, /❯ Cluster name: demo/],
				[`${clear}prod${enter}`, /Cluster name +prod/],
			],
			/Cluster name +prod/,
		);
		await at([['n', 'Kubernetes packages']], 'Kubernetes packages');
		// Which are the best is known once all have been tried.
		const tried = /^(?![\s\S]*still being tried)[\s\S]*\(proposed\)/;
		await at(
			[
				['', tried],
				['b', /ustc \(chosen/],
			],
			/ustc \(chosen/,
		);
		pty.end();
	}, 180_000);

	test('that can not be read are put aside and not cleared', async () => {
		const state = join(wizard.directory, 'broken');
		mkdirSync(state);
		writeFileSync(join(state, 'wizard.json'), '{"draft": {"format": 1, "na');
		await openIn('broken', 'Which machines');
		expect(readdirSync(state).some((name) => name.startsWith('wizard.json.unreadable-'))).toBe(true);
		pty.send(esc);
		pty.end();
	}, 60_000);
});
