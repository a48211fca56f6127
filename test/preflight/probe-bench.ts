import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {type AddressInfo, createServer as createTcpServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {afterAll, beforeAll, expect} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {parseProbes} from '../../src/preflight/probes/parse-probes.ts';
import {probeScript} from '../../src/preflight/probes/probe-script.ts';
import {cluster, healthy, host} from './samples.ts';

const packagesText = ['1.36.3-1.1', '1.36.4-1.1', '1.36.10-1.1']
	.map((version) => `Package: kubeadm\nVersion: ${version}\nArchitecture: amd64\n`)
	.concat('Package: kubelet\nVersion: 9.9.9-1.1\n')
	.join('\n');

let server: Server;
export let base = '';
export const requests: string[] = [];

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

export function spec(
	{packages, repository = 'open', registries = {}, version = '1.36.4'}: Sources,
	change: Partial<Cluster> = {},
): Cluster {
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
export async function probe(wanted: Cluster, path = process.env.PATH, env: Readonly<Record<string, string>> = {}) {
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
export function toolbox(...extra: readonly string[]): string {
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

export async function freePort(): Promise<number> {
	const listener = createTcpServer();
	await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
	const {port} = listener.address() as AddressInfo;
	await new Promise((resolve) => listener.close(resolve));
	return port;
}
