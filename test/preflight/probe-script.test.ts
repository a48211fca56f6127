import {spawnSync} from 'node:child_process';
import {createSocket} from 'node:dgram';
import {writeFileSync} from 'node:fs';
import {type AddressInfo, createServer as createTcpServer} from 'node:net';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {probeScript} from '../../src/preflight/probes/probe-script.ts';
import {manifestUrls, packageIndexes} from '../../src/preflight/probes/sources.ts';
import {targetsOf} from '../../src/preflight/probes/targets.ts';
import {installed} from '../tools.ts';
import {base, freePort, probe, spec, toolbox} from './probe-bench.ts';
import {cluster, healthy, host} from './samples.ts';

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

	it.skipIf(!installed('shellcheck'))('passes shellcheck', () => {
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
