import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Cluster, Host} from '../../src/cluster/types.ts';
import {fixesFor, fixUnit} from '../../src/preflight/fixes-for.ts';
import {runPreflight} from '../../src/preflight/run-preflight.ts';
import type {Finding} from '../../src/preflight/types.ts';
import type {Fleet} from '../../src/remote/contract.ts';
import {createFleet} from '../../src/remote/fleet.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {inEnglish} from '../../src/told.ts';
import {stepLibrary} from '../../steps/lib.ts';
import type {Kind} from '../lab/kinds.ts';
import {ensureLab, type Lab, removeHosts} from '../lab/lab.ts';
import {noSecrets} from '../remote/no-secrets.ts';
import {cluster} from './samples.ts';

/** Hosts of this test alone; together they have all that preflight can see of the lab's kinds. */
const kinds: Readonly<Record<string, readonly Kind[]>> = {
	pf1: ['port-taken'],
	pf2: ['clock-wrong', 'same-machine-id', 'sudo-nopasswd'],
	pf3: ['same-machine-id', 'var-full', 'shell-noisy'],
	pf4: ['apt-locked', 'swap-on'],
};

let lab: Lab;
let fleet: Fleet;
let spec: Cluster;
const directory = mkdtempSync(join(tmpdir(), 'preflight-lab-'));

beforeAll(async () => {
	lab = await ensureLab({hosts: Object.entries(kinds).map(([name, list]) => ({name, kinds: list}))});
	spec = labSpec();
	const knownHosts = join(directory, 'known_hosts');
	writeFileSync(knownHosts, spec.hosts.map((host) => `${lab.hosts[host.name]?.hostKeyLine}\n`).join(''));
	const sshConfigFile = join(directory, 'config');
	writeFileSync(sshConfigFile, '');
	fleet = createFleet({
		hosts: spec.hosts,
		auth: noSecrets,
		redactor: new Redactor(),
		library: stepLibrary,
		sshConfigFile,
		knownHosts: {user: [knownHosts], global: []},
	});
});

afterAll(async () => {
	await fleet.close();
	await removeHosts(Object.keys(kinds));
	rmSync(directory, {recursive: true});
});

function labSpec(): Cluster {
	const common = cluster();
	const {mirror} = lab;
	const hosts = Object.keys(kinds).map((name, index): Host => {
		const made = lab.hosts[name];
		if (!made) throw new Error(`the lab has no ${name}`);
		return {
			name,
			address: made.address,
			nodeIp: made.address,
			roles: [index === 0 ? 'control-plane' : 'worker'],
			ssh: {user: made.user, port: made.port, identityFiles: [made.identityFile]},
			labels: {},
			taints: [],
		};
	});
	return {
		...common,
		hosts,
		kubernetesVersion: mirror.kubernetesVersion,
		runtime: {name: 'containerd', package: 'containerd'},
		timeServers: [mirror.timeServer],
		mirrors: {
			...common.mirrors,
			packages: {...common.mirrors.packages, deb: {url: mirror.kubernetesDebBase, layout: 'flat'}},
			images: {repository: mirror.imageRepository, insecure: true},
		},
	};
}

function named(findings: readonly Finding[], check: string): Finding | undefined {
	return findings.find((each) => each.check === check);
}

test('every odd host is found, and nothing else is wrong', async () => {
	const {findings, unreachable} = await runPreflight(fleet, spec);
	expect(unreachable.size).toBe(0);
	const loud = findings.filter((each) => each.severity !== 'info' && each.check !== 'etcd-disk-slow');
	expect(loud.map((each) => [each.check, each.hosts])).toEqual([
		['duplicate-machine-id', ['pf2', 'pf3']],
		['disk-space', ['pf3']],
		['disk-eviction', ['pf3']],
		['clock-skew', ['pf2']],
		['port-in-use', ['pf1']],
	]);
	expect(named(findings, 'port-in-use')?.evidence.pf1).toMatchObject({en: '6443 by legacy-api, needed by kube-apiserver'});
	expect(named(findings, 'clock-skew')?.evidence.pf2).toMatchObject({en: '10 min behind the others'});
	expect(inEnglish(named(findings, 'package-lock')?.evidence.pf4 ?? '')).toMatch(/^unattended-upgr \(process \d+\) holds the lock$/);
	expect(named(findings, 'swap-on')?.hosts).toEqual(['pf4']);
	expect(named(findings, 'source-untested')).toBeUndefined();
});

test('the lab’s mirror, registry and time server are found to hold what is wanted', async () => {
	const {probes} = await runPreflight(fleet, spec);
	for (const host of spec.hosts) {
		const found = probes.get(host.name);
		expect(found?.sources.map((source) => [source.kind, source.result]).sort()).toEqual([
			['images', 'held'],
			['packages', 'held'],
		]);
		expect(found?.timeServers).toEqual([{server: lab.mirror.timeServer, answer: 'yes'}]);
	}
	const wrong = {...spec, kubernetesVersion: '1.20.15'};
	const {findings} = await runPreflight(fleet, wrong);
	expect(inEnglish(named(findings, 'packages-lack-version')?.evidence.pf1 ?? '')).toMatch(/newest is 1\.20\.2-1\.1/);
	expect(named(findings, 'images-lack-version')?.hosts).toHaveLength(4);
});

test('fixes mend what they say', async () => {
	const before = (await runPreflight(fleet, spec, {probe: false})).findings;
	for (const check of ['duplicate-machine-id', 'clock-skew']) {
		const found = named(before, check);
		if (!found) throw new Error(`${check} was not found`);
		for (const fix of fixesFor(found)) {
			const [result] = await (await fleet.open(fix.host)).run([fixUnit(found, fix)]);
			expect(result?.phases.map((phase) => phase.outcome)).toEqual([
				{kind: 'exit', code: 0},
				{kind: 'exit', code: 0},
			]);
		}
	}
	const after = (await runPreflight(fleet, spec, {probe: false})).findings.map((each) => each.check);
	expect(after).not.toContain('duplicate-machine-id');
	expect(after).not.toContain('clock-skew');
});
