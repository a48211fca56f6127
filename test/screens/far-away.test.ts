import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {freePort, noSshd, SshLab} from '../remote/sshd-fixture.ts';
import {type Bundle, buildBundle} from './bundle.ts';
import {noPty, onPty, type Pty} from './pty.ts';

const down = '\u001B[B';
const why = noPty ?? noSshd;

/** Two hops of 150 ms there and back each, as from a desk over a jump host to another continent. */
const oneWayMs = 75;

describe.skipIf(why !== undefined)(`over SSH within SSH, 300 ms away${why ? ` (left out: ${why})` : ''}`, () => {
	let bundle: Bundle;
	let lab: SshLab;
	let line: ChildProcess;
	let near: number;
	let far: number;
	const open: Pty[] = [];
	beforeAll(async () => {
		bundle = buildBundle();
		lab = new SshLab();
		const [first, second] = [await lab.sshd(), await lab.sshd()];
		[near, far] = [await freePort(), await freePort()];
		const hops = [`${near}:127.0.0.1:${first.port}`, `${far}:127.0.0.1:${second.port}`];
		line = spawn(process.execPath, ['test/bench/delay-proxy.ts', String(oneWayMs), ...hops], {stdio: ['ignore', 'pipe', 'inherit']});
		if (line.stdout) await once(line.stdout, 'data');
	});
	afterAll(async () => {
		for (const pty of open) pty.end();
		line?.kill();
		await lab?.stop();
		bundle?.end();
	});

	async function start(): Promise<Pty> {
		const options = [
			'-F',
			'/dev/null',
			'-i',
			lab.clientKey,
			'-o',
			'StrictHostKeyChecking=no',
			'-o',
			'UserKnownHostsFile=/dev/null',
			'-o',
			'LogLevel=ERROR',
		];
		const inner = [
			'ssh',
			'-tt',
			...options,
			'-p',
			String(far),
			'127.0.0.1',
			`HOME=${bundle.directory} LC_ALL=C.UTF-8 ${process.execPath} ${bundle.file} demo`,
		];
		const outer = ['ssh', '-tt', ...options, '-p', String(near), '127.0.0.1', inner.map((word) => `'${word}'`).join(' ')];
		const pty = await onPty(outer);
		open.push(pty);
		return pty;
	}

	test('no key is lost that is typed ahead of the answers; a key press costs few bytes; nothing flickers', async () => {
		const pty = await start();
		await pty.until('❯ Take the 4 hosts');
		// Down and up, take the hosts, add one more by typing, mistakes and all: nobody waits for an answer in between.
		for (const key of [down, down, 'k', 'k', '\r', 'a', ...'10.20.30.49', '\u007F', '0', '\r', '\r', '\u001B[H']) pty.send(key);
		await pty.until(/5 hosts, 5 not tested/);
		await pty.until('10.20.30.40');
		await pty.until(/❯ . cp1/);
		for (const host of ['w1', 'w2', 'w3']) {
			const before = pty.bytes().length;
			pty.send(down);
			await pty.until(new RegExp(`❯ . ${host}`));
			expect(pty.bytes().length - before).toBeLessThan(1000);
		}
		const frames = pty.bytes().split('\u001B[?1049h')[1] ?? '';
		for (const clear of ['\u001B[2J', '\u001B[3J']) expect(frames).not.toContain(clear);
		expect(frames).toContain('\u001B[?2026h');
	});
});
