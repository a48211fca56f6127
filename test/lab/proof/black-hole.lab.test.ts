import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../src/events/event.ts';
import {labCluster} from '../cluster-fragment.ts';
import {ensureLab, exec, resetHosts} from '../lab.ts';
import {FaultProxy} from '../proxy.ts';
import {nodesOf} from './cluster-state.ts';
import {countKubeadm, kubeadmCalls} from './count-kubeadm.ts';
import {kubewiz, operator} from './kubewiz.ts';

test('a control plane that is silent for a minute in the middle of kubeadm init is attached to again', async () => {
	const lab = await ensureLab({hosts: [{name: 'cp1'}, {name: 'w1'}]});
	await resetHosts(['cp1', 'w1']);
	await countKubeadm(['cp1', 'w1']);
	const cp1 = lab.hosts.cp1;
	if (!cp1) throw new Error('the lab has no cp1');
	const proxy = await FaultProxy.start({target: {address: cp1.address, port: cp1.port}});
	try {
		const who = operator(labCluster(lab, {hosts: {cp1: ['control-plane'], w1: ['worker']}, sshThrough: {cp1: proxy}}));
		const run = kubewiz(who, ['apply', '-f', 'cluster.yaml', '--yes', '--accept-host-keys', 'all', '--kubeconfig', who.kubeconfig]);
		await run.until((event) => isInitOutput(event) && event.lines.some((line) => line.startsWith('[')));
		proxy.set({drop: true});
		await sleep(60_000);
		proxy.clear();
		// What was dropped is lost for good: the old connection never works again, as after a real outage.
		const {code, events, story} = await run.finished;
		expect(code, story).toBe(0);
		expect(events.some((event) => event.type === 'host.state' && event.host === 'cp1' && event.state === 'reconnecting')).toBe(true);
		expect(await kubeadmCalls('cp1')).toEqual({init: 1, join: 0});
		// Read on at the byte where the line broke: as many lines as the job wrote, and none twice.
		const output = events.flatMap((event) => (isInitOutput(event) ? event.lines : []));
		const written = await exec('cp1', "cat $(grep -l '^\\[init\\] Using' /var/lib/kubewiz/jobs/*/out)");
		expect(output).toHaveLength(written.stdout.trimEnd().split('\n').length);
		expect(output.filter((line) => /initialized successfully/.test(line))).toHaveLength(1);
		expect(Object.values(await nodesOf('cp1')).map((node) => node.ready)).toEqual([true, true]);
	} finally {
		await proxy.close();
	}
});

/** What kubeadm init said. */
function isInitOutput(event: RunEvent): event is Extract<RunEvent, {type: 'task.output'}> {
	return event.type === 'task.output' && event.step === 'control-plane/init' && event.phase === 'apply';
}
