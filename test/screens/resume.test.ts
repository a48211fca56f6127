import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parse, stringify} from 'yaml';
import {simulatedFlannel} from '../../src/demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../../src/demo/home.ts';
import {noPty, onPty, type Pty} from './pty.ts';

const [enter, ctrlC] = ['\r', '\u0003'];

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

	/** The run's directory, on a line that can be copied. */
	const log = /^Log {2}\/\S+\/state\/demo\/runs\/\w+$/m;

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
		await second.until('so far');
		second.send(ctrlC);
		await second.until('Stop this install?');
		second.send(ctrlC);
		expect(await second.ended).toBe(5);
		await second.until(/^Log /m);
		// What stays in the terminal: how it ended, what goes on with it, where the log is.
		expect(second.scrollback()).toMatch(/^kubewiz: demo: Left; jobs on the hosts go on\./);
		expect(second.scrollback()).toMatch(/^ {2}kubewiz resume -f \S+/m);
		expect(second.scrollback()).toMatch(log);

		const third = await start();
		await third.until('Unfinished installs');
		third.send(enter);
		await third.until('Everything is done and verified');
		third.send(enter);
		await third.until('The cluster is ready.');
		third.send('q');
		expect(await third.ended).toBe(0);
		await third.until(/^Log /m);
		// Longer than the screen: most of it has scrolled up.
		const stays = third.scrollback();
		expect(stays).toMatch(/^kubewiz: demo: The cluster is ready\. Took \d/);
		for (const host of ['cp1', 'w1', 'w2']) expect(stays).toMatch(new RegExp(`^ {2}${host} +Ready `, 'm'));
		expect(stays).toContain(`kubeconfig  ${join(directory, '.kube', 'config')}`);
		expect(stays).toMatch(/^ {2}kubewiz status -f \S+/m);
		expect(stays).toMatch(log);
		for (const [task, times] of home.fleet.counters.applies) if (/init|join/.test(task)) expect(times, task).toBe(1);
	}, 180_000);
});
