import {spawn} from 'node:child_process';
import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/cluster/facts.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {type PreflightEvent, runPreflight} from '../../src/preflight/run-preflight.ts';
import {type Fleet, type Outcome, RemoteError, type Session, type Unit} from '../../src/remote/contract.ts';
import {told} from '../../src/told.ts';
import {saying} from '../saying.ts';
import {formatFacts} from './format-facts.ts';
import {cluster, healthy} from './samples.ts';

interface Played {
	readonly facts: Facts;
	readonly open?: () => never;
	readonly factLines?: readonly string[];
	readonly probeLines?: readonly string[];
	readonly probeOutcome?: Outcome;
	/** Shell that really runs the probes. */
	readonly shell?: string;
}

function played(hosts: Readonly<Record<string, Played>>, log: string[] = []): Fleet {
	const session = (name: string, host: Played): Session => {
		const run: Session['run'] = async (units, options) => {
			const results = [];
			for (const unit of units) {
				log.push(`${name} ${unit.id}${options?.checkOnly ? '' : ' not only a check'}`);
				const {lines, outcome} = await answer(host, unit);
				// In pieces, as a stream would come.
				for (const line of lines) options?.onEvent?.({kind: 'lines', unit: unit.id, phase: 'check', lines: [line]});
				results.push({unit: unit.id, phases: [{phase: 'check' as const, outcome, ms: 1}], tail: [], gave: {}});
			}
			return results;
		};
		const never = () => Promise.reject(new Error('preflight needs no such thing'));
		return {
			host: name,
			run,
			startJob: never,
			jobState: never,
			attachJob: never,
			cancelJob: never,
			upload: never,
			download: never,
			latencyMs: 1,
			close: never,
		};
	};
	return {
		open: async (name) => {
			const host = hosts[name] as Played;
			host.open?.();
			return session(name, host);
		},
		onState: () => () => undefined,
		unknownHostKeys: async () => [],
		acceptHostKeys: async () => undefined,
		shell: () => Promise.reject(new Error('no shell is asked for')),
		close: async () => undefined,
	};
}

async function answer(host: Played, unit: Unit): Promise<{lines: readonly string[]; outcome: Outcome}> {
	const ok: Outcome = {kind: 'exit', code: 0};
	if (unit.id === 'facts') return {lines: host.factLines ?? formatFacts(host.facts, Date.now()), outcome: ok};
	if (!host.shell) return {lines: host.probeLines ?? ['end'], outcome: host.probeOutcome ?? ok};
	const child = spawn(host.shell, ['-s']);
	child.stdin.end(unit.check);
	let out = '';
	child.stdout.on('data', (chunk) => (out += chunk));
	await new Promise((resolve) => child.on('close', resolve));
	return {lines: out.split('\n'), outcome: ok};
}

const threeHosts = (): Record<string, Played> => ({n1: {facts: healthy(1)}, n2: {facts: healthy(2)}, n3: {facts: healthy(3)}});

describe('runPreflight', () => {
	it('asks each host twice, checks only, and finds nothing wrong', async () => {
		const log: string[] = [];
		const events: PreflightEvent[] = [];
		const result = await runPreflight(played(threeHosts(), log), cluster(), {onEvent: (event) => events.push(event)});
		expect(log.sort()).toEqual(['n1 facts', 'n1 probes', 'n2 facts', 'n2 probes', 'n3 facts', 'n3 probes']);
		expect(result.findings).toEqual([]);
		expect(result.facts.get('n2')?.machineId).toBe(healthy(2).machineId);
		expect(events.filter((event) => event.host === 'n1').map((event) => event.stage)).toEqual(['connecting', 'facts', 'probes', 'done']);
	});

	it('leaves the second round trip out when told so', async () => {
		const log: string[] = [];
		await runPreflight(played(threeHosts(), log), cluster(), {probe: false});
		expect(log).toHaveLength(3);
	});

	it('makes a finding of a host that cannot be reached, and goes on', async () => {
		const hosts = {
			...threeHosts(),
			n3: {
				facts: healthy(3, {}),
				open: () => {
					throw new RemoteError('sudo-password-wrong', 'n3', told('sudo refused the password', 'sudo 拒绝了密码'), [
						'user ops on 10.0.0.13',
					]);
				},
			},
		};
		const result = await runPreflight(played(hosts), cluster());
		expect(result.unreachable.get('n3')).toMatchObject({code: 'sudo-password-wrong'});
		expect(result.findings).toMatchObject([
			{check: 'host-unusable', hosts: ['n3'], waivable: true, evidence: {n3: saying('sudo refused the password (user ops on 10.0.0.13)')}},
		]);
		expect([...result.facts.keys()]).toEqual(['n1', 'n2']);
	});

	it('cannot do without the first control plane', async () => {
		const down = () => {
			throw new RemoteError('timeout', 'n1', 'no answer from 10.0.0.11:22');
		};
		const result = await runPreflight(played({...threeHosts(), n1: {facts: healthy(1), open: down}}), cluster());
		expect(result.findings[0]).toMatchObject({check: 'host-unusable', hosts: ['n1'], waivable: false});
	});

	it('does not judge half an answer', async () => {
		const cut = formatFacts(healthy(2), 0).slice(0, 20);
		const result = await runPreflight(played({...threeHosts(), n2: {facts: healthy(2), factLines: cut}}), cluster());
		expect(result.findings[0]).toMatchObject({check: 'facts-unreadable', hosts: ['n2'], severity: 'error'});
	});

	it('a link lost during the probes is a finding, and the facts stay', async () => {
		const lost: Outcome = {kind: 'unknown', reason: 'connection-lost', detail: 'reset by peer'};
		const result = await runPreflight(played({...threeHosts(), n2: {facts: healthy(2), probeOutcome: lost}}), cluster());
		expect(result.facts.has('n2')).toBe(true);
		expect(result.unreachable.size).toBe(0);
		expect(result.findings).toMatchObject([
			{
				check: 'probes-unfinished',
				severity: 'warning',
				evidence: {n2: saying('the probes script did not finish: the connection was lost (reset by peer)')},
			},
		]);
	});

	it('carries what probes found into findings', async () => {
		const probeLines = [
			'connection\tapi\tn1\t10.0.0.11\t6443\ttimeout',
			'source\timages\tregistry.k8s.io\tlacking\tHTTP status 404\t12',
			'end',
		];
		const result = await runPreflight(played({...threeHosts(), n2: {facts: healthy(2), probeLines}}), cluster());
		expect(result.findings.map((one) => [one.check, one.evidence])).toEqual([
			['ports-blocked', {n2: saying('n1 10.0.0.11:6443 gives no answer')}],
			['images-lack-version', {n2: saying('registry.k8s.io: HTTP status 404')}],
		]);
	});

	it('lets errors of our own making through', async () => {
		const broken = () => {
			throw new TypeError('a bug');
		};
		await expect(runPreflight(played({...threeHosts(), n2: {facts: healthy(2), open: broken}}), cluster())).rejects.toThrow('a bug');
	});
});

describe('a whole preflight by a real shell', () => {
	it('finds the mirror of a closed port', async () => {
		const {mirrors} = cluster();
		const spec: Cluster = cluster({
			hosts: [cluster().hosts[0] as Cluster['hosts'][number]],
			mirrors: {
				...mirrors,
				packages: {...mirrors.packages, deb: {url: 'http://127.0.0.1:1/deb', layout: 'flat'}},
				images: {repository: '127.0.0.1:1/k8s', insecure: true},
			},
		});
		const result = await runPreflight(played({n1: {facts: healthy(1), shell: 'dash'}}), spec);
		expect(result.findings.map((one) => one.check)).toEqual(['packages-unreachable', 'images-unreachable']);
	});
});
