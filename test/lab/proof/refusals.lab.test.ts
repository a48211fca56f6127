import {mkdirSync, writeFileSync} from 'node:fs';
import {hostname, userInfo} from 'node:os';
import {dirname} from 'node:path';
import {beforeAll, describe, expect, test} from 'vitest';
import {labCluster} from '../cluster-fragment.ts';
import {ensureLab, exec, type Lab, resetHosts} from '../lab.ts';
import {until} from '../run.ts';
import {kubewiz, type Operator, operator} from './kubewiz.ts';

const names = ['p1', 'p2', 'c1', 'w1'] as const;

/** True when kubewiz left nothing on the host. */
async function untouched(host: string): Promise<boolean> {
	const {code} = await exec(
		host,
		'! ls -d /var/lib/kubewiz /run/kubewiz* /etc/kubernetes /etc/apt/keyrings/kubernetes* 2>/dev/null | grep -q .',
	);
	return code === 0;
}

/** kubewiz's mark on a host. */
async function marksOf(host: string): Promise<string> {
	return (await exec(host, 'cat /var/lib/kubewiz/cluster.json')).stdout;
}

function remember(who: Operator, lines: readonly string[]): void {
	mkdirSync(dirname(who.knownHosts), {recursive: true, mode: 0o700});
	writeFileSync(who.knownHosts, `${lines.join('\n')}\n`, {mode: 0o600});
}

describe('refused with the right words, and nothing touched', () => {
	let lab: Lab;
	const apply = ['apply', '-f', 'cluster.yaml', '--yes'];

	beforeAll(async () => {
		lab = await ensureLab({
			hosts: [
				{name: 'p1', kinds: ['sudo-password']},
				{name: 'p2', kinds: ['sudo-password']},
				{name: 'c1', kinds: ['host-key-changed']},
				{name: 'w1'},
			],
		});
		await resetHosts(names);
	});

	test('a wrong sudo password is tried once, on one host', async () => {
		const who = operator(labCluster(lab, {hosts: {p1: ['control-plane'], p2: ['worker']}}));
		const {code, text} = await kubewiz(who, [...apply, '--accept-host-keys', 'all'], {KUBEWIZ_SUDO_PASSWORD: 'not-the-password'}).finished;
		expect(code, text).toBe(3);
		expect(text).toMatch(/sudo password/i);
		expect(text).not.toContain('not-the-password');
		// What PAM itself counted, over both hosts.
		const failures = await Promise.all(
			['p1', 'p2'].map((host) =>
				exec(host, 'journalctl -q --no-pager _COMM=sudo | grep -c "pam_unix(sudo:auth): authentication failure" || :'),
			),
		);
		expect(failures.map(({stdout}) => Number(stdout)).toSorted()).toEqual([0, 1]);
		expect(await Promise.all(['p1', 'p2'].map(untouched))).toEqual([true, true]);
	});

	test('an unknown host key is shown with its fingerprint and refused where nobody can be asked', async () => {
		const who = operator(labCluster(lab, {hosts: {w1: ['control-plane']}}));
		const {code, text} = await kubewiz(who, apply).finished;
		expect(code, text).toBe(3);
		expect(text).toMatch(/SHA256:/);
		expect(text).toContain('--accept-host-keys');
		expect(await untouched('w1')).toBe(true);
	});

	test('a changed host key is refused with file and line', async () => {
		const c1 = lab.hosts.c1;
		if (!c1) throw new Error('the lab has no c1');
		const who = operator(labCluster(lab, {hosts: {c1: ['control-plane']}}));
		remember(who, ['# kept by hand', c1.rememberedHostKeyLine]);
		const {code, text} = await kubewiz(who, [...apply, '--accept-host-keys', 'all']).finished;
		expect(code, text).toBe(3);
		expect(text).toMatch(/changed/i);
		expect(text).toContain(`${who.knownHosts}:2`);
		expect(await untouched('c1')).toBe(true);
	});

	test('a second operator is refused and told who is at work, from this machine and from another', async () => {
		const spec = labCluster(lab, {hosts: {w1: ['control-plane']}});
		const first = operator(spec);
		const run = kubewiz(first, [...apply, '--accept-host-keys', 'all', '--no-kubeconfig']);
		try {
			await run.until((event) => event.type === 'task.state' && event.state === 'running');
			const marks = await marksOf('w1');
			const same = await kubewiz(first, [...apply, '--accept-host-keys', 'all']).finished;
			expect(same.code, same.text).toBe(7);
			expect(same.text).toContain(`process ${run.process.pid} on ${hostname()}`);
			// Another machine shares nothing with the first operator but the host; taking over is not for one who is at work.
			const other = operator(spec);
			for (const more of [[], ['--adopt']]) {
				const {code, text} = await kubewiz(other, [...apply, '--accept-host-keys', 'all', ...more]).finished;
				expect(code, text).toBe(7);
				expect(text).toContain('another installation is at work on w1');
				expect(text).toContain(`held by ${userInfo().username}@${hostname()}`);
			}
			expect(await marksOf('w1')).toBe(marks);
			expect(run.process.exitCode).toBe(null);
			expect(run.events.filter((event) => event.type === 'host.state' && event.state === 'reconnecting')).toEqual([]);
			expect(run.events.filter((event) => event.type === 'task.failed')).toEqual([]);
			run.process.kill('SIGKILL');
			await run.finished;
			// Nobody is at work any more: whether to take over is the operator's to decide.
			await until('the lock of w1 to fall', 30_000, async () => (await exec('w1', 'flock -n /run/kubewiz.lock true')).code === 0);
			const later = await kubewiz(other, [...apply, '--accept-host-keys', 'all']).finished;
			expect(later.code, later.text).toBe(6);
			expect(await marksOf('w1')).toBe(marks);
		} finally {
			run.process.kill('SIGKILL');
		}
	});
});
