import {execFile, spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {askScript, readScript} from '../../src/mirrors/ask-script.ts';
import {type Candidate, candidatesFor} from '../../src/mirrors/candidates.ts';
import type {MirrorFinding} from '../../src/mirrors/finding.ts';
import {probeMirrors} from '../../src/mirrors/probe.ts';
import {RemoteError, type Session} from '../../src/remote/contract.ts';
import {cluster, healthy} from '../preflight/samples.ts';
import {type LocalHost, localHost} from '../remote/agent-fixture.ts';
import {eachShell} from '../remote/agent-shells.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const version = '1.36.4';
/** Large enough for its rate to be worth telling. */
const packages = `Package: kubeadm\nVersion: ${version}-1.1\n\n`.padEnd(200_000, '# \n');

test.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)('what a node is told to do passes shellcheck', () => {
	const facts = healthy(1);
	const all = candidatesFor(cluster(), facts, []);
	expect(new Set(all.map(({use}) => use))).toEqual(new Set(['packages', 'images', 'docker-ce', 'registries']));
	for (const {text} of [askScript('/tmp/x', cluster(), facts, all), readScript('/tmp/x')])
		expect(spawnSync('shellcheck', ['-s', 'sh', '-'], {input: text, encoding: 'utf8'}).stdout).toBe('');
});

/** What a bare host has beside bash: neither curl nor wget. */
const bareTools = [
	'awk',
	'bash',
	'cat',
	'date',
	'grep',
	'head',
	'mkdir',
	'mv',
	'rm',
	'sed',
	'sh',
	'sleep',
	'sort',
	'tail',
	'timeout',
	'tr',
	'wc',
];

test('on a host that has but bash to ask with, what it was asked with is not taken for its answer', async () => {
	const directory = mkdtempSync(join(tmpdir(), 'kubewiz-bare-'));
	const server = createServer((_request, response) => response.writeHead(401).end('unauthorized'));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		for (const tool of bareTools)
			symlinkSync(spawnSync('sh', ['-c', `command -v ${tool}`], {encoding: 'utf8'}).stdout.trim(), join(directory, tool));
		const sh = async (text: string) =>
			(await promisify(execFile)(join(directory, 'sh'), ['-c', text], {env: {PATH: directory}, timeout: 60_000})).stdout;
		const place = join(directory, 'asked');
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const asked: readonly Candidate[] = Array.from({length: 8}, (_, number) => ({use: 'registries', mirror: String(number), urls: [url]}));
		await sh(askScript(place, cluster(), healthy(1), asked).text);
		let told = '';
		for (let reads = 0; reads <= asked.length; reads += 1) told += await sh(readScript(place).text);
		for (const number of asked.keys()) expect(told).toMatch(new RegExp(`^source\tregistry-mirror\t${number}\theld`, 'm'));
		expect(told).not.toContain('HTTP/1');
	} finally {
		server.close();
		rmSync(directory, {recursive: true, force: true});
	}
});

describe.each(eachShell)('mirrors asked by an agent under %s', (_name, shell) => {
	let host: LocalHost;
	let server: Server;
	let base: string;
	/** Answers that a slow mirror still owes. */
	let owed: ServerResponse[];
	beforeEach(async () => {
		host = localHost(shell);
		owed = [];
		server = createServer((request, response) => {
			if (request.url?.startsWith('/slow')) owed.push(response);
			else if (request.url === '/quick/Packages') response.end(packages);
			else if (request.url === '/v2/' || request.url === '/other/v2/') response.writeHead(401).end();
			else response.writeHead(404).end();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterEach(async () => {
		server.closeAllConnections();
		server.close();
		await host.remove();
	});

	const spec = () => ({...cluster(), kubernetesVersion: version});
	const repository = (name: string): Candidate => ({
		...{use: 'packages', mirror: name},
		source: {...cluster().mirrors.packages, deb: {url: `${base}/${name}`, layout: 'flat'}},
	});
	const candidates = (): readonly Candidate[] => [
		repository('slow'),
		repository('quick'),
		repository('empty'),
		{use: 'registries', mirror: 'registry', urls: [base]},
	];

	/** Asks; what was found until now, and the directories of the asking that lie about. */
	function asking(all: readonly Candidate[]) {
		const before = new Set(readdirSync('/tmp'));
		const left = () => readdirSync('/tmp').filter((name) => name.startsWith('kubewiz-mirrors.') && !before.has(name));
		const {session} = host.connect();
		const run = vi.fn(session.run.bind(session));
		const found: MirrorFinding[] = [];
		const cut = new AbortController();
		const counted = {host: session.host, run} as unknown as Session;
		const ended = probeMirrors(counted, spec(), healthy(1), all, {onFinding: (one) => found.push(one), signal: cut.signal});
		return {found, names: () => found.map(({mirror}) => mirror).sort(), ended, run, left, cut};
	}

	test('each answer is told when it comes, in one request, whatever the others do', async () => {
		const {found, names, ended, run, left} = asking(candidates());
		await expect.poll(names, {timeout: 60_000}).toEqual(['empty', 'quick', 'registry']);
		expect(owed).toHaveLength(1);
		expect(left()).toHaveLength(1);
		owed[0]?.end(packages);
		await ended;
		expect(names()).toEqual(['empty', 'quick', 'registry', 'slow']);
		const of = (name: string) => found.find(({mirror}) => mirror === name);
		expect(of('quick')).toMatchObject({use: 'packages', reachable: true, hasVersion: true, mbPerSecond: expect.any(Number)});
		expect(of('slow')).toMatchObject({use: 'packages', reachable: true, hasVersion: true});
		expect(of('empty')).toMatchObject({use: 'packages', reachable: true, hasVersion: false});
		expect(of('registry')).toMatchObject({use: 'registries', reachable: true});
		expect(run).toHaveBeenCalledTimes(1);
		expect(left()).toEqual([]);
	});

	test('a mirror of several registries serves only when each of its URLs does: the one that does not is named', async () => {
		const gone = `${base}/gone`;
		const {found, ended} = asking([
			{use: 'registries', mirror: 'own', urls: [base, gone]},
			{use: 'registries', mirror: 'right', urls: [base, `${base}/other`]},
		]);
		await ended;
		expect(found).toHaveLength(2);
		const of = (name: string) => found.find(({mirror}) => mirror === name);
		expect(of('own')).toMatchObject({
			use: 'registries',
			hasVersion: false,
			detail: {en: expect.stringContaining(`${gone}: HTTP status 404`)},
		});
		expect(of('right')).toMatchObject({use: 'registries', reachable: true, hasVersion: true});
	});

	test('cancelled, it leaves nothing behind, and nobody is said not to have answered', async () => {
		const {names, ended, left, cut} = asking(candidates());
		await expect.poll(names, {timeout: 60_000}).toHaveLength(3);
		cut.abort();
		await expect(ended).rejects.toBeInstanceOf(RemoteError);
		expect(names()).toHaveLength(3);
		await expect.poll(left, {timeout: 30_000}).toEqual([]);
	});
});
