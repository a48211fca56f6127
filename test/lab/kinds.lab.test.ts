import {afterAll, beforeAll, expect, test} from 'vitest';
import {ensureLab, exec, type Lab, type LabHost, removeHosts, resetHost} from './lab.ts';
import {run} from './run.ts';
import {overSsh} from './ssh-client.ts';

const wishes = [
	{name: 'kind-plain'},
	{name: 'kind-a', kinds: ['sudo-password', 'shell-fish', 'jump']},
	{name: 'kind-b', kinds: ['sudo-nopasswd', 'shell-csh', 'clock-wrong', 'same-machine-id']},
	{name: 'kind-c', kinds: ['shell-noisy', 'var-full', 'same-machine-id', 'host-key-changed']},
	{name: 'kind-e', kinds: ['sudo-nopasswd', 'login-password']},
	{name: 'kind-d', kinds: ['swap-on', 'port-taken', 'apt-locked']},
] as const;

let lab: Lab;
const host = (name: (typeof wishes)[number]['name']): LabHost => lab.hosts[name] as LabHost;

beforeAll(async () => {
	lab = await ensureLab({hosts: wishes, say: (line) => console.error(line)});
});
afterAll(() => removeHosts(wishes.map((wish) => wish.name)));

test('a plain host is bare, answers to root and has no way out', async () => {
	const ended = await overSsh(host('kind-plain'), 'id -u; command -v curl gpg kubeadm containerd runc; systemctl is-system-running');
	expect(ended.stdout).toBe('0\nrunning\n');
	const out = await exec('kind-plain', 'ping -c 1 -W 1 192.0.2.1; timeout 2 bash -c "</dev/tcp/192.0.2.2/80"');
	expect(out.code).not.toBe(0);
	expect(out.stdout).toContain('100% packet loss');
});

test('sudo takes the password of sudo-password and no other, and root may not log in', async () => {
	const it = host('kind-a');
	expect((await overSsh(it, "sudo -S -p '' id -u", {input: `${it.sudoPassword}\n`})).stdout).toBe('0\n');
	expect((await overSsh(it, "sudo -S -p '' id -u", {input: 'wrong\n'})).code).not.toBe(0);
	expect((await overSsh(it, 'sudo -n id -u')).code).not.toBe(0);
	expect((await overSsh({...it, user: 'root'}, 'id')).stderr).toContain('Permission denied');
});

test('a host behind the jump host has no other way to it', async () => {
	const {jump: _, ...direct} = host('kind-a');
	expect((await overSsh(direct, 'id')).code).toBe(255);
	expect((await run('ip', ['route', 'get', direct.address])).stdout).not.toContain('kwlab');
	expect((await exec('kind-a', `ping -c 1 -W 1 ${host('kind-plain').address}`)).code).not.toBe(0);
	expect((await exec('kind-a', 'apt-get update')).stdout).toContain('bookworm');
});

test('login shells are what they are said to be', async () => {
	expect((await overSsh(host('kind-a'), 'echo $FISH_VERSION')).stdout).toMatch(/^3\./);
	expect((await overSsh(host('kind-b'), 'echo $shell')).stdout).toBe('/bin/tcsh\n');
	const started = performance.now();
	const noisy = await overSsh(host('kind-c'), 'true');
	expect(noisy.stdout).toContain('Welcome');
	expect(performance.now() - started).toBeGreaterThan(1000);
});

test('sudo-nopasswd needs no password', async () => {
	expect((await overSsh(host('kind-b'), 'sudo -n id -u')).stdout).toBe('0\n');
});

test('login-password lets the user in with his password and with no key', async () => {
	const it = host('kind-e');
	expect((await overSsh(it, 'id -un')).stderr).toContain('Permission denied (password)');
	expect((await overSsh(it, 'id -un', {password: it.loginPassword ?? ''})).stdout).toBe('ops\n');
	expect((await overSsh(it, 'id -un', {password: 'wrong'})).code).toBe(255);
});

test('clock-wrong is ten minutes behind, for root too, and setting it sets only its own', async () => {
	const seconds = Number((await overSsh(host('kind-b'), 'sudo -n date +%s')).stdout);
	expect(Math.abs(Date.now() / 1000 - 600 - seconds)).toBeLessThan(10);
	const before = Date.now();
	await exec('kind-b', 'date -s 2001-02-03');
	expect((await exec('kind-b', 'date +%Y')).stdout).toBe('2001\n');
	expect(Date.now() - before).toBeGreaterThan(0);
	await resetHost('kind-b');
	expect(Number((await exec('kind-b', 'date +%s')).stdout)).toBeGreaterThan(before / 1000 - 700);
});

test('two hosts of same-machine-id have the same, others their own', async () => {
	const ids = await Promise.all(
		['kind-b', 'kind-c', 'kind-d', 'kind-plain'].map(async (name) => (await exec(name, 'cat /etc/machine-id')).stdout),
	);
	expect(ids[0]).toBe(ids[1]);
	expect(new Set(ids).size).toBe(3);
});

test('var-full has little left', async () => {
	const left = Number((await exec('kind-c', 'df --output=avail -m /var | tail -n 1')).stdout);
	expect(left).toBeLessThan(50);
	expect((await exec('kind-c', 'fallocate -l 100M /var/lib/x')).stderr).toContain('No space left');
});

test('host-key-changed is refused by who remembers the old key, and a reset keeps the key', async () => {
	const it = host('kind-c');
	const refused = await overSsh(it, 'true', {knownHosts: [it.rememberedHostKeyLine]});
	expect(refused.stderr).toContain('REMOTE HOST IDENTIFICATION HAS CHANGED');
	await resetHost('kind-c');
	expect((await overSsh(it, 'true')).code).toBe(0);
});

test('swap-on shows swap until it is turned off', async () => {
	expect((await exec('kind-d', 'swapon --noheadings --show=NAME; grep -c swap /etc/fstab')).stdout).toBe('/swapfile\n1\n');
	expect((await exec('kind-d', 'swapoff -a && cat /proc/swaps | wc -l')).stdout).toBe('1\n');
});

test('port-taken has a listener on 6443', async () => {
	expect((await exec('kind-d', 'ss -Hltnp sport = 6443')).stdout).toContain('legacy-api');
});

test('apt-locked lets nobody else near apt until it lets go', async () => {
	const refused = await exec('kind-d', 'apt-get install -y jq');
	expect(refused.stderr).toMatch(/held by process \d+ \(unattended-upgr\)/);
	expect(
		(await exec('kind-d', 'systemctl stop lab-apt-locked; apt-get update -qq && apt-get install -qq -y jq >/dev/null; jq --version'))
			.stdout,
	).toContain('jq-');
});
