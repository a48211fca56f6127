import {afterEach, expect, test} from 'vitest';
import type {DemoOptions} from '../../src/demo/options.ts';
import type {Outcome} from './install.ts';
import {type Operator, operator} from './install.ts';

const open: Operator[] = [];
const operatorOf = async (options?: DemoOptions) => {
	const made = await operator(options);
	open.push(made);
	return made;
};
afterEach(async () => {
	for (const one of open.splice(0)) await one.close();
});

const counts = ({home}: Operator) => {
	const {inits, joins, violations, applies} = home.fleet.counters;
	const total = [...applies.values()].reduce((sum, count) => sum + count, 0);
	return {inits: Object.fromEntries(inits), joins: Object.fromEntries(joins), violations, total};
};
const failures = ({summary}: Outcome) => summary.failures.map(({host, step}) => `${step}@${host}`);
/** Long enough for a line to come back, short enough for a host that stays away. */
const patience = {connectMs: 200, reconnectMs: 200, controlPlaneMs: 200};

test('an installation comes to its end, and a second one changes nothing', async () => {
	const one = await operatorOf();
	const first = await one.apply();
	expect(first.summary).toMatchObject({result: 'done', exitCode: 0, failures: []});
	expect(counts(one)).toMatchObject({inits: {cp1: 1}, joins: {w1: 1, w2: 1, w3: 1}, violations: []});
	const {total} = counts(one);
	const second = await one.apply();
	expect(second.summary).toMatchObject({result: 'done', exitCode: 0});
	expect(counts(one).total).toBe(total);
	expect(second.events.every((event) => event.type !== 'task.state' || event.doneBy !== 'changed')).toBe(true);
});

test('all hosts say that they are simulated, and so does the run', async () => {
	const {apply, cluster} = await operatorOf();
	const {events} = await apply();
	expect(events.find((event) => event.type === 'run.start')).toMatchObject({simulation: true});
	const report = events
		.flatMap((event) => (event.type === 'task.output' ? event.lines : []))
		.filter((line) => line.startsWith('kw-report\tnode'));
	expect(report.length).toBeGreaterThanOrEqual(cluster.hosts.length);
	expect(report.every((line) => line.includes('simulated Debian 12'))).toBe(true);
});

test('three control planes join one at a time', async () => {
	const one = await operatorOf({hosts: 5, controlPlanes: 3, speed: 2000});
	const {summary} = await one.apply();
	expect(summary.result).toBe('done');
	expect(counts(one)).toMatchObject({inits: {cp1: 1}, joins: {cp2: 1, cp3: 1, w1: 1, w2: 1}, violations: []});
});

test('a join that fails once is explained, and the resume goes on there', async () => {
	const one = await operatorOf({faults: [{kind: 'fail', step: 'join', host: 'w3', always: false}]});
	const first = await one.apply();
	expect(first.summary.result).not.toBe('done');
	expect(failures(first)).toEqual(['workers/join@w3']);
	expect(first.summary.failures[0]?.lastLines.join('\n')).toContain('could not find a JWS signature');
	const {total} = counts(one);
	const second = await one.resume();
	expect(second.summary.result).toBe('done');
	// The join itself, a token for it, what waited for it, and what has to be proven anew; nothing else.
	expect(counts(one).total - total).toBeLessThan(30);
	expect(counts(one)).toMatchObject({inits: {cp1: 1}, joins: {w1: 1, w2: 1, w3: 1}, violations: []});
});

test('the line to the control plane drops during kubeadm init: it runs on, once', async () => {
	const one = await operatorOf({speed: 200, faults: [{kind: 'drop', step: 'init', host: 'cp1', always: false}]});
	const {summary, events} = await one.apply();
	expect(summary.result).toBe('done');
	expect(events.some((event) => event.type === 'host.state' && event.host === 'cp1' && event.state === 'reconnecting')).toBe(true);
	expect(counts(one)).toMatchObject({inits: {cp1: 1}, violations: []});
});

test('a worker that dies is set aside and named; back again, a resume joins it', async () => {
	const one = await operatorOf({speed: 500, faults: [{kind: 'die', step: 'containerd', host: 'w2', always: false}]});
	const first = await one.apply({patience});
	expect(first.summary).toMatchObject({result: 'partly-done', exitCode: 4});
	expect(first.summary.setAside.map(({host}) => host)).toEqual(['w2']);
	const waits = first.events.flatMap((event) => (event.type === 'host.state' && event.state === 'reconnecting' ? [event] : []));
	expect(waits.find(({host}) => host === 'w2')?.givenUpInMs).toBeGreaterThan(0);
	expect(counts(one).joins).toEqual({w1: 1, w3: 1});
	one.home.fleet.powerOn();
	const second = await one.resume();
	expect(second.summary.result).toBe('done');
	expect(counts(one)).toMatchObject({inits: {cp1: 1}, joins: {w1: 1, w2: 1, w3: 1}, violations: []});
});

test('a control plane that loses power in the middle of kubeadm init is left as it is', async () => {
	const one = await operatorOf({speed: 500, faults: [{kind: 'die', step: 'init', host: 'cp1', always: false}]});
	const first = await one.apply({patience});
	expect(first.summary.result).not.toBe('done');
	one.home.fleet.powerOn();
	const second = await one.resume({patience});
	// Half an init is for the operator to judge: kubewiz never runs it a second time over what is there.
	expect(second.summary.result).toBe('needs-decision');
	expect(counts(one)).toMatchObject({inits: {cp1: 1}, violations: []});
});

test('a host that reboots while packages are installed goes on by itself', async () => {
	const one = await operatorOf({speed: 200, faults: [{kind: 'reboot', step: 'packages/kubernetes', host: 'w1', always: false}]});
	const {summary} = await one.apply();
	expect(summary.result).toBe('done');
	expect(counts(one)).toMatchObject({joins: {w1: 1, w2: 1, w3: 1}, violations: []});
});

test('what is wrong with hosts is found by preflight', async () => {
	const hostFaults = {w1: ['clock-skew', 'low-disk'], w2: ['port-taken', 'missing-module'], w3: ['swap-on', 'small-memory']} as const;
	const one = await operatorOf({hostFaults});
	const {findings} = await one.apply();
	const found = findings.map(({check, hosts}) => `${check}: ${hosts.join(' ')}`);
	expect(found).toEqual(expect.arrayContaining([expect.stringMatching(/^clock-skew: .*w1/), expect.stringMatching(/^swap-on: w3/)]));
	expect(found.join('\n')).toMatch(/port.*w2/);
	expect(found.join('\n')).toMatch(/w1/);
});

test('50 hosts, 40 ms away, with lines that drop', async () => {
	const faults = ['w07', 'w21', 'w33'].map((host) => ({kind: 'drop', step: 'packages/kubernetes', host, always: false}) as const);
	const one = await operatorOf({hosts: 50, latencyMs: 40, speed: 1000, faults});
	const {summary} = await one.apply();
	expect(summary).toMatchObject({result: 'done', failures: [], setAside: []});
	const {joins, violations} = counts(one);
	expect(Object.values(joins)).toEqual(Array.from({length: 49}, () => 1));
	expect(violations).toEqual([]);
}, 60_000);
