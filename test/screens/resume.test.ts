import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parse, stringify} from 'yaml';
import {simulatedFlannel} from '../../src/demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../../src/demo/home.ts';
import {noPty, onPty, type Pty} from './pty.ts';

const enter = '\r';

/** The wizard itself, not the demo, on hosts that live in another process: here, in the test's. */
describe.skipIf(noPty !== undefined)(`an install that is killed${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let home: DemoHome;
	let directory: string;
	let bundle: string;
	let specFile: string;
	const open: Pty[] = [];
	beforeAll(async () => {
		home = await createDemoHome({hosts: 3, tcp: true, speed: 8, seed: 'resume'});
		directory = mkdtempSync(join(tmpdir(), 'kubewiz-resume-'));
		// Nothing of whoever runs the tests is read or written.
		const config = ['GlobalKnownHostsFile none', `UserKnownHostsFile ${home.knownHostsFile}`, 'IdentityAgent none', ''];
		writeFileSync(join(directory, 'ssh_config'), config.join('\n'));
		// The pod network's manifest from a file: the test needs no network.
		writeFileSync(join(directory, 'flannel.yaml'), simulatedFlannel);
		const document = parse(home.spec) as {spec: object};
		specFile = join(directory, 'cluster.yaml');
		writeFileSync(
			specFile,
			stringify({...document, spec: {...document.spec, cni: {name: 'flannel', file: join(directory, 'flannel.yaml')}}}),
		);
		bundle = join(directory, 'kubewiz.mjs');
		expect(spawnSync(process.execPath, ['scripts/build.ts', bundle]).status).toBe(0);
	});
	afterAll(async () => {
		for (const pty of open) pty.end();
		await home.close();
		rmSync(directory, {recursive: true});
	});

	async function start(): Promise<Pty> {
		const pty = await onPty(
			[process.execPath, bundle, ...['install', '-F', join(directory, 'ssh_config'), '--state-dir', join(directory, 'state')]],
			{HOME: directory},
		);
		open.push(pty);
		return pty;
	}

	test('is offered for resume at the next start, tells what hosts say, and goes on to Done without doing anything twice', async () => {
		const first = await start();
		await first.until('Which machines');
		first.send('i');
		await first.until('another file');
		first.send(`\u001B[F${enter}`);
		await first.until('File:');
		first.send(`${specFile}${enter}`);
		await first.until('Take over the whole cluster');
		first.send(`\t${enter}`);
		await first.until('3 hosts, 3 not tested');
		first.send('t');
		await first.until('3 hosts, 3 ready');
		first.send('n');
		await first.until('Nothing blocks the install');
		first.send('n');
		await first.until('control plane');
		first.send('n');
		await first.until('Kubernetes packages');
		first.send('n');
		await first.until('tasks to do');
		first.send(`s\t${enter}`);
		await first.until(/✔ Install containerd/);
		process.kill(first.pid, 'SIGKILL');
		await first.ended;

		const second = await start();
		await second.until('Unfinished installs');
		expect(second.screen()).toMatch(/demo .*tasks done/);
		// They are asked by themselves.
		await second.until(/w1: not in a cluster yet|w1: .*at work/);
		second.send('v');
		await second.until('Steps, with how many of their hosts are done');
		expect(second.screen()).toContain(join(directory, 'state', 'demo'));
		second.send('\u001B');
		await second.until('Unfinished installs');
		second.send(enter);
		await second.until('Everything is done and verified');
		second.send(enter);
		await second.until('The cluster is ready.');
		second.send('q');
		expect(await second.ended).toBe(0);
		// Longer than the screen: the nodes have scrolled up.
		await second.until(/^Log /m);
		expect(second.bytes()).toMatch(/^\s*w2 +Ready/m);
		for (const [task, times] of home.fleet.counters.applies) if (/init|join/.test(task)) expect(times, task).toBe(1);
	}, 180_000);
});
