import {spawn, spawnSync} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {type AddressInfo, createServer as createTcpServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {parseProbes} from '../../src/preflight/probes/parse-probes.ts';
import {probeScript} from '../../src/preflight/probes/probe-script.ts';
import {manifestUrls, packageIndexes} from '../../src/preflight/probes/sources.ts';
import {targetsOf} from '../../src/preflight/probes/targets.ts';
import {cluster, healthy, host} from './samples.ts';

const packagesText = ['1.36.3-1.1', '1.36.4-1.1', '1.36.10-1.1']
	.map((version) => `Package: kubeadm\nVersion: ${version}\nArchitecture: amd64\n`)
	.concat('Package: kubelet\nVersion: 9.9.9-1.1\n')
	.join('\n');

let server: Server;
let base = '';
const requests: string[] = [];

/** A package mirror (plain at /plain, packed at /packed), and registries: open, with an anonymous token, closed, broken. */
function answer(request: IncomingMessage, response: ServerResponse): void {
	const url = new URL(request.url ?? '/', base);
	requests.push(`${request.method} ${request.url}`);
	const say = (status: number, body: string | Buffer = '', headers = {}) => response.writeHead(status, headers).end(body);
	if (url.pathname === '/plain/Packages') return void say(200, packagesText);
	if (url.pathname === '/packed/dists/stable/main/binary-amd64/Packages.gz') return void say(200, gzipSync(packagesText));
	if (url.pathname === '/moved/Packages') return void say(302, '', {location: `${base}/plain/Packages`});
	if (url.pathname === '/token') return void say(200, JSON.stringify({token: 'abc', expires_in: 300}));
	if (!url.pathname.startsWith('/v2/')) return void say(404);
	if (url.pathname === '/v2/') return void say(401);
	if (!url.pathname.endsWith('/kube-apiserver/manifests/v1.36.4')) return void say(404);
	if (url.pathname.startsWith('/v2/open/')) return void say(200);
	if (url.pathname.startsWith('/v2/broken/')) return void say(503);
	if (url.pathname.startsWith('/v2/closed/') || request.headers.authorization !== 'Bearer abc') {
		const challenge = `Bearer realm="${base}/token",service="registry with blank",scope="repository:google_containers/kube-apiserver:pull"`;
		return void say(
			401,
			'',
			url.pathname.startsWith('/v2/closed/') ? {'www-authenticate': 'Basic realm="x"'} : {'www-authenticate': challenge},
		);
	}
	say(200);
}

beforeAll(async () => {
	server = createServer(answer);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

interface Sources {
	readonly packages?: Cluster['mirrors']['packages']['deb'];
	readonly repository?: string;
	readonly registries?: Record<string, string>;
	readonly version?: string;
}

function spec({packages, repository = 'open', registries = {}, version = '1.36.4'}: Sources, change: Partial<Cluster> = {}): Cluster {
	const common = cluster();
	return {
		...common,
		kubernetesVersion: version,
		hosts: [host(1, 'control-plane')],
		mirrors: {
			packages: {...common.mirrors.packages, deb: packages ?? {url: `${base}/plain`, layout: 'flat'}},
			images: {repository: `${base.slice('http://'.length)}/${repository}`, insecure: true},
			registries,
		},
		...change,
	};
}

/** Runs the probes of n1 under dash, with only some tools on the PATH. */
async function probe(wanted: Cluster, path = process.env.PATH, env: Readonly<Record<string, string>> = {}) {
	const reachable = new Set(wanted.hosts.map((each) => each.name));
	const text = probeScript(wanted, wanted.hosts[0] ?? host(1, 'control-plane'), healthy(1), reachable).text;
	const child = spawn('/usr/bin/dash', {env: {...env, PATH: path ?? ''}});
	child.stdin.end(`set -eu\n${text}`);
	let out = '';
	let complaints = '';
	child.stdout.on('data', (chunk) => (out += chunk));
	child.stderr.on('data', (chunk) => (complaints += chunk));
	await new Promise((resolve) => child.on('close', resolve));
	expect(complaints).toBe('');
	return parseProbes(out.split('\n'));
}

const toolboxes: string[] = [];
afterAll(() => {
	for (const directory of toolboxes) rmSync(directory, {recursive: true});
});

/** A PATH of basic tools and those named. */
function toolbox(...extra: readonly string[]): string {
	const directory = mkdtempSync(join(tmpdir(), 'toolbox-'));
	toolboxes.push(directory);
	const basic = [
		'awk',
		'cat',
		'date',
		'grep',
		'gzip',
		'head',
		'mktemp',
		'mv',
		'rm',
		'sed',
		'sort',
		'tail',
		'timeout',
		'tr',
		'wc',
		'getent',
	];
	for (const name of [...basic, ...extra]) symlinkSync(spawnSync('which', [name], {encoding: 'utf8'}).stdout.trim(), join(directory, name));
	return directory;
}

describe.each([
	['curl', () => toolbox('curl')],
	['wget', () => toolbox('wget')],
	['bash alone', () => toolbox('bash')],
])('mirrors asked with %s', (_name, path) => {
	it('finds the version in a flat repository', async () => {
		const {sources} = await probe(spec({}), path());
		expect(sources.find((source) => source.kind === 'packages')).toMatchObject({
			result: 'held',
			detail: '1.36.4-1.1',
			url: `${base}/plain`,
		});
	});

	it('finds it in a packed list of a classic repository', async () => {
		const packages = {url: `${base}/packed`, layout: 'suite', suite: 'stable', components: ['extra', 'main']} as const;
		const {sources} = await probe(spec({packages}), path());
		expect(sources.find((source) => source.kind === 'packages')).toMatchObject({result: 'held', detail: '1.36.4-1.1'});
	});

	it('does not take 1.36.10 for 1.36.1, and says what is there', async () => {
		const {sources} = await probe(spec({version: '1.36.1'}), path());
		expect(sources).toContainEqual(expect.objectContaining({kind: 'packages', result: 'lacking', detail: 'newest is 1.36.10-1.1'}));
		expect(sources).toContainEqual(expect.objectContaining({kind: 'images', result: 'lacking', detail: 'HTTP status 404'}));
	});

	it.each([
		['open', 'held'],
		['google_containers', 'held'],
		['closed', 'refused'],
		['broken', 'failed'],
	])('registry %s: %s', async (repository, result) => {
		const {sources} = await probe(spec({repository}), path());
		expect(sources.find((source) => source.kind === 'images')).toMatchObject({result});
	});

	it('takes the mirror of a registry before the registry', async () => {
		const wanted = spec({repository: 'open', registries: {'gone.example:1': base}});
		const {sources} = await probe(
			{...wanted, mirrors: {...wanted.mirrors, images: {repository: 'gone.example:1/open', insecure: true}}},
			path(),
		);
		expect(sources.find((source) => source.kind === 'images')).toMatchObject({result: 'held'});
		expect(sources.find((source) => source.kind === 'registry-mirror')).toMatchObject({result: 'held', url: base});
		expect(requests).toContain('HEAD /v2/open/kube-apiserver/manifests/v1.36.4?ns=gone.example:1');
	});

	it('says why nothing answers', async () => {
		const nobody = await freePort();
		const packages = {url: `http://127.0.0.1:${nobody}/x`, layout: 'flat'} as const;
		const {sources} = await probe(spec({packages}), path());
		const found = sources.find((source) => source.kind === 'packages');
		expect(found?.result).toBe('failed');
		expect(found?.detail).toMatch(/refused|connect/i);
	});
});

describe('mirrors asked without tools', () => {
	it('says honestly that it cannot tell', async () => {
		const {sources} = await probe(spec({}), toolbox());
		expect(sources.map((source) => source.result)).toEqual(['unknown', 'unknown']);
	});

	it('bash alone cannot speak TLS', async () => {
		const packages = {url: 'https://127.0.0.1:1/x', layout: 'flat'} as const;
		const {sources} = await probe(spec({packages}), toolbox('bash'));
		expect(sources.find((source) => source.kind === 'packages')?.result).toBe('unknown');
	});
});

describe('moved repositories', () => {
	it('follows redirections', async () => {
		const {sources} = await probe(spec({packages: {url: `${base}/moved`, layout: 'flat'}}));
		expect(sources.find((source) => source.kind === 'packages')).toMatchObject({result: 'held'});
	});
});

describe('connections', () => {
	it('tells open from refused', async () => {
		const listener = createTcpServer();
		await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
		const open = (listener.address() as AddressInfo).port;
		const wanted = spec({}, {endpoint: {host: '127.0.0.1', port: open, kind: 'external'}});
		const {connections, endpointAddresses} = await probe(wanted);
		listener.close();
		expect(connections).toEqual([{purpose: 'endpoint', to: '127.0.0.1', address: '127.0.0.1', port: open, result: 'open'}]);
		expect(endpointAddresses).toBeUndefined();
		const shut = await probe({...wanted, endpoint: {...wanted.endpoint, port: await freePort()}});
		expect(shut.connections[0]?.result).toBe('refused');
	});

	it.each([
		['bash: connect: No route to host', 1, 'rejected'],
		['bash: connect: Network is unreachable', 1, 'rejected'],
		['bash: connect: Connection timed out', 1, 'timeout'],
		['', 124, 'timeout'],
		['bash: what is this', 1, 'unknown'],
	])('reads %j with exit code %i as %s', async (message, code, result) => {
		const path = toolbox('curl');
		writeFileSync(join(path, 'bash'), `#!/bin/sh\necho '${message}' >&2\nexit ${code}\n`, {mode: 0o755});
		const wanted = {...spec({}), hosts: [host(1, 'worker'), host(2, 'control-plane')]};
		const {connections} = await probe(wanted, path);
		expect(connections).toEqual([{purpose: 'api', to: 'n2', address: '10.0.0.12', port: 6443, result}]);
	});

	it('resolves the name of an external endpoint', async () => {
		const wanted = spec({}, {endpoint: {host: 'localhost', port: 1, kind: 'external'}});
		expect((await probe(wanted)).endpointAddresses).toContain('127.0.0.1');
		const lost = spec({}, {endpoint: {host: 'no-such-name.invalid', port: 1, kind: 'external'}});
		expect((await probe(lost)).endpointAddresses).toEqual([]);
	});

	it('does not listen to an rc file, which bash reads under sshd', async () => {
		const home = toolbox();
		writeFileSync(join(home, '.bashrc'), 'echo Connection refused; exit 1\n');
		const wanted = spec({}, {endpoint: {host: '127.0.0.1', port: Number(new URL(base).port), kind: 'external'}});
		const {connections} = await probe(wanted, process.env.PATH, {HOME: home, SSH_CLIENT: '10.0.0.1 1 22', SHLVL: '0'});
		expect(connections[0]?.result).toBe('open');
	});

	it('hears silent time servers', async () => {
		expect((await probe(spec({}, {timeServers: ['127.0.0.1']}))).timeServers).toEqual([{server: '127.0.0.1', answer: 'no'}]);
	});

	it.runIf(process.getuid?.() === 0)('hears time servers that answer', async () => {
		const socket = createSocket('udp4');
		const sizes: number[] = [];
		socket.on('message', (message, from) => {
			sizes.push(message.length, message[0] ?? 0, ...message.subarray(1));
			socket.send(Buffer.alloc(48), from.port, from.address);
		});
		await new Promise<void>((resolve) => socket.bind(123, '127.0.0.9', resolve));
		const {timeServers} = await probe(spec({}, {timeServers: ['127.0.0.9']}));
		socket.close();
		expect(timeServers).toEqual([{server: '127.0.0.9', answer: 'yes'}]);
		expect(sizes).toEqual([48, 0x23, ...Array(47).fill(0)]);
	});

	it('cleans up after itself', async () => {
		await probe(spec({}));
		expect(spawnSync('sh', ['-c', 'ls -d /run/kubewiz-probe.* /tmp/kubewiz-probe.* 2>/dev/null'], {encoding: 'utf8'}).stdout).toBe('');
	});
});

describe('what is probed', () => {
	it('asks etcd and the kubelet of control planes only, and nobody of himself or the unreachable', () => {
		const wanted = cluster({hosts: [host(1, 'control-plane'), host(2, 'control-plane'), host(3, 'worker'), host(4, 'worker')]});
		const reachable = new Set(['n1', 'n2', 'n3']);
		const of = (index: number) =>
			targetsOf(wanted, wanted.hosts[index] ?? host(1, 'worker'), reachable).map(({to, port}) => `${to}:${port}`);
		expect(of(0)).toEqual(['n2:6443', 'n2:2379', 'n2:2380', 'n2:10250', 'n3:10250']);
		expect(of(2)).toEqual(['n1:6443', 'n2:6443']);
	});

	it('makes the URLs that apt and containerd will use', () => {
		const {mirrors} = cluster();
		expect(packageIndexes(mirrors.packages, 'amd64')).toEqual(['https://pkgs.k8s.io/core:/stable:/v1.36/deb/Packages']);
		expect(manifestUrls(cluster())).toEqual(['https://registry.k8s.io/v2/kube-apiserver/manifests/v1.36.4']);
		const aliyun = cluster({mirrors: {...mirrors, images: {repository: 'registry.aliyuncs.com/google_containers', insecure: false}}});
		expect(manifestUrls(aliyun)).toEqual(['https://registry.aliyuncs.com/v2/google_containers/kube-apiserver/manifests/v1.36.4']);
		const mirrored = cluster({mirrors: {...mirrors, registries: {'registry.k8s.io': 'https://k8s.m.daocloud.io/'}}});
		expect(manifestUrls(mirrored)[0]).toBe('https://k8s.m.daocloud.io/v2/kube-apiserver/manifests/v1.36.4?ns=registry.k8s.io');
	});

	it('passes shellcheck', () => {
		const wanted = spec(
			{registries: {'docker.io': base}},
			{timeServers: ['ntp.aliyun.com'], proxy: {http: 'http://10.0.0.1:3128', noProxy: ['.svc']}},
		);
		const text = probeScript(
			{...wanted, hosts: [host(1, 'control-plane'), host(2, 'worker')]},
			host(1, 'control-plane'),
			healthy(1),
			new Set(['n2']),
		).text;
		expect(spawnSync('shellcheck', ['-s', 'sh', '-'], {input: text, encoding: 'utf8'}).stdout).toBe('');
	});
});

async function freePort(): Promise<number> {
	const listener = createTcpServer();
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	const {port} = listener.address() as AddressInfo;
	await new Promise((resolve) => listener.close(resolve));
	return port;
}
