import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {noPty} from './pty.ts';
import {type WizardOnHosts, wizardOnHosts} from './wizard-on-hosts.ts';

const [enter, ctrlC] = ['\r', '\u0003'];

describe.skipIf(noPty !== undefined)(`an install that is killed${noPty ? ` (left out: ${noPty})` : ''}`, () => {
	let wizard: WizardOnHosts;
	beforeAll(async () => {
		wizard = await wizardOnHosts({hosts: 3, speed: 8, seed: 'resume'});
	});
	afterAll(() => wizard.end());

	const start = () => wizard.open('state');

	/** The run's directory, on a line that can be copied. */
	const log = /^Log {2}\/\S+\/state\/demo\/runs\/\w+$/m;

	test('is offered for resume at the next start, tells what hosts say, and goes on to Done without doing anything twice', async () => {
		const first = await start();
		await first.until('Which machines');
		first.send('i');
		await first.until('another file');
		first.send(`\u001B[F${enter}`);
		await first.until('File:');
		first.send(`${wizard.specFile}${enter}`);
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
		// Going on has to wait until the nodes have tried what is chosen.
		await first.until(/^(?![\s\S]*still being tried)[\s\S]*\(proposed\)/);
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
		expect(second.screen()).toContain(join(wizard.directory, 'state', 'demo'));
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
		expect(stays).toContain(`kubeconfig  ${join(wizard.directory, '.kube', 'config')}`);
		expect(stays).toMatch(/^ {2}kubewiz status -f \S+/m);
		expect(stays).toMatch(log);
		for (const [task, times] of wizard.home.fleet.counters.applies) if (/init|join/.test(task)) expect(times, task).toBe(1);
	}, 180_000);
});
