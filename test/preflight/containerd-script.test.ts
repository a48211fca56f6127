import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {containerdFacts} from '../../src/preflight/facts/containerd-script.ts';
import {configureContainerd} from '../../steps/runtime/containerd.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from '../steps/contexts.ts';

let dir: string;

beforeEach(() => {
	dir = mkdtempSync(join(tmpdir(), 'kubewiz-containerd-'));
	play('dpkg-query', 'echo /etc/other 00');
	play('containerd', `printf '%s\\n' 'version = 2' 'root = "/var/lib/containerd"' '[plugins]' '  max_container_log_line_size = 16384'`);
});
afterEach(() => rmSync(dir, {recursive: true}));

function play(name: string, text: string): void {
	writeFileSync(join(dir, name), `#!/bin/sh\n${text}\n`, {mode: 0o755});
}

/** Settings found to be made by hand in a file of this text. */
function found(text: string): readonly string[] {
	const config = join(dir, 'config.toml');
	writeFileSync(config, text);
	const script = [
		'first_line() { IFS= read -r line <"$1" || :; }',
		'bounded() { shift; "$@"; }',
		containerdFacts.text.replaceAll('/etc/containerd/config.toml', config),
	].join('\n');
	const {stdout, stderr} = spawnSync('dash', {input: script, encoding: 'utf8', env: {PATH: `${dir}:${process.env.PATH}`}});
	expect(stderr).toBe('');
	return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.replace('containerd-own\t', '')]));
}

describe('a configuration of containerd', () => {
	it('tells what was set by hand, beside defaults and what kubewiz decides', () => {
		const text = `# mine
version = 2
root = "/data/containerd"
[plugins]
  max_container_log_line_size = 16384
  sandbox_image = "registry.example/pause:3.9"
  SystemdCgroup = true
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
    endpoint = ["https://mirror.example"]
`;
		expect(found(text)).toEqual(['root = "/data/containerd"', 'endpoint = ["https://mirror.example"]']);
	});

	it('keeps credentials to the host', () => {
		expect(found('[x]\n  password = "geheim"\n  auth="Zm9v"\n  identitytoken = "t"\n')).toEqual([
			'password = ***',
			'auth= ***',
			'identitytoken = ***',
		]);
	});

	it('is nobody’s when it is containerd’s default with what kubewiz sets as well, a package’s, or kubewiz’s', () => {
		expect(found('version = 2\nroot = "/var/lib/containerd"\n SystemdCgroup = true\n')).toEqual([]);
		play('dpkg-query', `echo " ${join(dir, 'config.toml')} $(md5sum <${join(dir, 'config.toml')})"`);
		expect(found('disabled_plugins = ["cri"]\nroot = "/elsewhere"\n')).toEqual([]);
		play('dpkg-query', 'exit 1');
		const cluster = fixtureCluster('three-and-one');
		const {text} = configureContainerd.apply(contextFor(cluster, cluster.hosts[0] as (typeof cluster.hosts)[number]));
		const head = /echo '(# Written by kubewiz[^']*)'/.exec(text)?.[1];
		expect(found(`${head}\nroot = "/elsewhere"\n`)).toEqual([]);
		expect(found('root = "/elsewhere"\n')).toHaveLength(1);
	});

	it('of which there are many settings is cut', () => {
		expect(found(Array.from({length: 50}, (_, index) => `key${index} = 1\n`).join(''))).toHaveLength(20);
	});
});
