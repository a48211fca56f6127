import {spawnSync} from 'node:child_process';
import {hostname} from 'node:os';
import {describe, expect, it} from 'vitest';
import {factsScript} from '../../src/preflight/facts-script.ts';
import {parseFacts} from '../../src/preflight/parse-facts.ts';
import {installed} from '../tools.ts';

const shells = [['dash'], ['bash'], ['busybox', 'ash']].filter(([command = '']) => spawnSync('which', [command]).status === 0);

function runHere(shell: readonly string[], measureStorage: boolean) {
	const [command = 'sh', ...args] = shell;
	const sentMs = Date.now();
	// As the agent does: set -eu first.
	const run = spawnSync(command, args, {input: `set -eu\n${factsScript({measureStorage}).text}`, encoding: 'utf8'});
	return {run, timing: {sentMs, receivedMs: Date.now()}};
}

describe('facts script', () => {
	it('finds at least two shells to be tried with', () => {
		expect(shells.length).toBeGreaterThanOrEqual(2);
	});

	it.each(shells.map((shell) => shell.join(' ')))('tells the truth about this machine under %s', (name) => {
		const {run, timing} = runHere(name.split(' '), false);
		expect(run.stderr).toBe('');
		expect(run.status).toBe(0);
		const facts = parseFacts(run.stdout.split('\n'), timing);
		expect(facts.hostname).toBe(hostname());
		expect(facts.kernel).toBe(spawnSync('uname', ['-r'], {encoding: 'utf8'}).stdout.trim());
		expect(facts.cpus).toBe(Number(spawnSync('nproc', {encoding: 'utf8'}).stdout));
		expect(facts.memoryMib).toBeGreaterThan(100);
		expect(facts.disks.map((disk) => disk.path)).toContain('/var/lib/containerd');
		expect(facts.disks.every((disk) => disk.totalMib >= disk.freeMib && disk.totalMib > 0)).toBe(true);
		expect(facts.commands).toContain('mount');
		expect(facts.fsyncP99Ms).toBeUndefined();
		expect(facts.clock.hostMs).toBeGreaterThanOrEqual(timing.sentMs - 1000);
		expect(facts.clock.hostMs).toBeLessThanOrEqual(timing.receivedMs + 1000);
	});

	it('reads whole numbers from /proc/sys under dash', () => {
		const {run, timing} = runHere(['dash'], false);
		const wanted = spawnSync('cat', ['/proc/sys/fs/inotify/max_user_watches'], {encoding: 'utf8'}).stdout.trim();
		expect(parseFacts(run.stdout.split('\n'), timing).sysctl['fs.inotify.max_user_watches']).toBe(wanted);
	});

	it('measures synchronous writes and leaves nothing behind', () => {
		const {run, timing} = runHere(['dash'], true);
		expect(parseFacts(run.stdout.split('\n'), timing).fsyncP99Ms).toBeGreaterThan(0);
		const left = spawnSync('sh', ['-c', 'ls -d /var/lib/.kubewiz-speed.* /var/lib/etcd/.kubewiz-speed.* 2>/dev/null'], {encoding: 'utf8'});
		expect(left.stdout).toBe('');
	});

	it.skipIf(!installed('shellcheck')).each([true, false])('passes shellcheck (measureStorage: %s)', (measureStorage) => {
		const check = spawnSync('shellcheck', ['-s', 'sh', '-'], {input: factsScript({measureStorage}).text, encoding: 'utf8'});
		expect(check.stdout).toBe('');
		expect(check.status).toBe(0);
	});
});
