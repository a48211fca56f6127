import {describe, expect, test} from 'vitest';
import type {HostMarks} from '../../src/cluster/facts.ts';
import {type AdmissionInput, admit} from '../../src/runner/admission.ts';
import {mainCommand} from '../../src/runner/main-command.ts';
import {quorumOf, quorumProblem} from '../../src/runner/quorum.ts';
import {jitteredDelay, retryCause} from '../../src/runner/retry.ts';
import {repairCommands} from '../../src/runner/words.ts';
import {inEnglish} from '../../src/told.ts';
import {saying} from '../saying.ts';

describe('quorum', () => {
	test.each([
		[1, 1],
		[2, 2],
		[3, 2],
		[5, 3],
	])('of %i members is %i', (members, quorum) => expect(quorumOf(members)).toBe(quorum));

	const planned = ['cp1', 'cp2', 'cp3'];
	test.each([
		['one of three lost before it joined', ['cp1'], ['cp2'], undefined],
		['one of three lost after all joined', planned, ['cp3'], undefined],
		['two of three lost', ['cp1'], ['cp2', 'cp3'], 'needs 2 of them'],
		['one of two members lost: the API is down', ['cp1', 'cp2'], ['cp2'], 'so the API does not answer'],
		['the first lost', ['cp1'], ['cp1'], 'the first control plane'],
	])('%s', (_, members, lost, problem) => {
		const found = quorumProblem({planned, members, lost});
		if (problem === undefined) expect(found).toBeUndefined();
		else expect(found).toEqual(saying(problem));
	});
});

describe('retryCause', () => {
	const all = {retry: ['network', 'lock', 'pull']} as const;

	test.each([
		['lock', 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (unattended-upgr)'],
		['network', 'Err:1 http://mirror noble InRelease  Temporary failure resolving mirror'],
		['network', 'dial tcp 10.0.0.1:6443: i/o timeout'],
		['network', 'read tcp 10.0.0.1: connection reset by peer'],
		['network', 'E: Failed to fetch http://mirror/x.deb  503  Service Unavailable'],
		['network', 'curl: (56) HTTP error 502'],
		['pull', 'failed to pull image registry/pause:3.2: 429 Too Many Requests'],
	])('%s: %s', (cause, line) => expect(retryCause(all, ['first', line, 'E: it failed'])).toEqual({cause, line}));

	test.each([
		'Permission denied (publickey,password)',
		'401 Unauthorized: connection refused',
		'x509: certificate signed by unknown authority; connection closed',
		'E: Failed to fetch http://mirror/x.deb  404  Not Found',
		'NO_PUBKEY B53DC80D13EDEF05',
		'[ERROR Port-6443]: Port 6443 is in use',
	])('never for: %s', (line) => expect(retryCause(all, [line])).toBeUndefined());

	test('only for causes the step names', () => {
		expect(retryCause({retry: ['lock']}, ['i/o timeout'])).toBeUndefined();
	});

	test('the delay is anywhere between nothing and a bound that doubles up to the cap', () => {
		expect(jitteredDelay(1, 1000, 30_000, 0)).toBe(0);
		expect([1, 2, 3, 9].map((attempt) => jitteredDelay(attempt, 1000, 30_000, 0.5))).toEqual([1000, 2000, 4000, 15_000]);
	});
});

describe('admit', () => {
	const marks = (change: Partial<HostMarks> = {}): HostMarks => ({
		cluster: 'test',
		lineage: 'L1',
		epoch: 3,
		planHash: 'p',
		kubewiz: '0.1.0',
		...change,
	});
	const ask = (change: Partial<AdmissionInput>) =>
		admit({
			cluster: 'test',
			journal: {epoch: 0, machineIds: new Map()},
			hosts: new Map([['cp1', {machineId: 'm1'}]]),
			adopt: false,
			reinstalled: [],
			...change,
		});
	const marked = (...all: HostMarks[]) => new Map(all.map((mark, index) => [`h${index + 1}`, {marks: mark}]));
	const own = {lineage: 'L1', epoch: 3, machineIds: new Map()};

	test('bare hosts and no record: go', () => expect(ask({})).toEqual({kind: 'go', adopted: false}));
	test('our own marks: go', () => expect(ask({journal: own, hosts: marked(marks())})).toEqual({kind: 'go', adopted: false}));

	test('another cluster: refused, also when asked to adopt', () => {
		expect(ask({hosts: marked(marks({cluster: 'other'})), adopt: true})).toMatchObject({
			kind: 'refuse',
			code: 'foreign',
			message: saying('h1 belongs to cluster other'),
		});
	});

	test('marks without a record: only by adopting, with an epoch above all that the hosts saw', () => {
		expect(ask({hosts: marked(marks())})).toMatchObject({kind: 'refuse', code: 'adopt'});
		const admission = ask({hosts: marked(marks(), marks({epoch: 5})), adopt: true});
		expect(admission).toMatchObject({kind: 'go', lineage: 'L1', adopted: true});
		expect(admission.kind === 'go' && admission.minimumEpoch).toBeGreaterThan(5);
	});

	test('an older copy of the record: only by adopting', () => {
		expect(ask({journal: {...own, epoch: 2}, hosts: marked(marks())})).toMatchObject({kind: 'refuse', code: 'adopt'});
	});

	test('two installations: refused with who is who', () => {
		expect(ask({hosts: marked(marks(), marks({lineage: 'L2'})), adopt: true})).toMatchObject({kind: 'refuse', code: 'conflict'});
		expect(ask({journal: own, hosts: marked(marks({lineage: 'L2'})), adopt: true})).toMatchObject({kind: 'refuse', code: 'conflict'});
	});

	test('another machine under a known name: only when confirmed', () => {
		const journal = {...own, machineIds: new Map([['cp1', 'old']])};
		expect(ask({journal})).toMatchObject({kind: 'refuse', code: 'reinstalled'});
		expect(ask({journal, reinstalled: ['cp1']})).toMatchObject({kind: 'go'});
	});
});

test('the command of a failure is the first line that does something', () => {
	expect(mainCommand('# comment\n\nset -eu\numask 077\nkubeadm init --config /etc/x\nrest')).toBe('kubeadm init --config /etc/x');
	expect(
		mainCommand(
			"needed() {\n\tkubeadm config images list\n}\nkw_write /x.yaml 600 <<'KW_END'\nkubeadm init\nKW_END\nkubeadm join --config /x.yaml",
		),
	).toBe('kubeadm join --config /x.yaml');
	expect(mainCommand('')).toBe('');
	expect(mainCommand('x'.repeat(500))).toHaveLength(200);
});

test('a half-joined control plane is repaired by removing its etcd member first', () => {
	const commands = repairCommands('cp2', 'control-plane', 'cp1').map(inEnglish);
	expect(commands.findIndex((line) => line.includes('member remove'))).toBeLessThan(
		commands.findIndex((line) => line.includes('kubeadm reset')),
	);
	expect(repairCommands('w1', 'worker', 'cp1').map(inEnglish).join()).not.toContain('etcd');
});
