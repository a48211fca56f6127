import {existsSync, readFileSync, rmSync, utimesSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {raw} from '../../src/shell/sh.ts';
import {installContainerd} from '../../steps/packages/containerd.ts';
import {addRepositories} from '../../steps/packages/repositories.ts';
import {installTools} from '../../steps/prepare/tools.ts';
import {configureContainerd} from '../../steps/runtime/containerd.ts';
import {contextFor} from './contexts.ts';
import {cluster, hostPerTest, leader, play, put, root, run} from './used-host.ts';

hostPerTest();

describe('containerd for a kubelet that speaks CRI v1alpha2 only', () => {
	const apply = (kubernetesVersion: string) => {
		const script = installContainerd.apply(contextFor({...cluster, kubernetesVersion}, leader));
		return run(raw(`kw_wait_for_lock() { :; }\n${script.text}`, 'with a played apt'));
	};
	const asked = () => readFileSync(join(root, 'asked'), 'utf8');

	beforeEach(() => {
		play('apt-get', `echo "$*" >>${root}/asked`);
		play('apt-cache', `printf '%s\\n' 'p | 2.2.1-1 | r' 'p | 1.7.29-1 | r' 'p | 1.6.9-1 | r'`);
		play('systemctl', ':');
	});

	it('is the newest 1.x, and the newest of all for others', () => {
		expect(apply('1.22.17')).toMatchObject({code: 0});
		expect(asked()).toContain(`${cluster.runtime.package}=1.7.29-1`);
		rmSync(join(root, 'asked'));
		expect(apply('1.23.17')).toMatchObject({code: 0});
		expect(asked()).not.toContain('=1.7');
	});

	it('is refused where it is there already and too new', () => {
		const check = (kubernetesVersion: string) => run(installContainerd.check(contextFor({...cluster, kubernetesVersion}, leader)));
		play('dpkg-query', `[ "$3" != ${cluster.runtime.package} ] || echo "installed $(cat ${root}/version)"`);
		put('version', '2.2.1-1\n');
		expect(check('1.22.17')).toMatchObject({code: 12, output: expect.stringContaining('is 2.2.1-1, and Kubernetes 1.22.17 can talk')});
		expect(check('1.23.17')).toMatchObject({code: 0});
		put('version', '1:1.7.29-1\n');
		expect(check('1.22.17')).toMatchObject({code: 0});
	});

	it('is missed in plain words where there is none', () => {
		play('apt-cache', `echo 'p | 2.2.1-1 | r'`);
		expect(apply('1.20.2')).toMatchObject({code: 1, output: expect.stringContaining('needs containerd 1.x')});
	});
});

describe('containerd’s configuration', () => {
	const step = configureContainerd;
	const config = () => readFileSync(join(root, 'etc/containerd/config.toml'), 'utf8');

	beforeEach(() => {
		put('var/lib/kubewiz/images.list', '# head\nregistry.k8s.io/pause:3.10\n');
		put('daemon', `${process.pid}`);
		play(
			'containerd',
			`case $1 in --version) echo 'containerd github.com/containerd/containerd v1.7.1 x' ;; *) cat ${root}/etc/containerd/config.toml ;; esac`,
		);
		play('crictl', ':');
		// Another process of this machine stands for a containerd that was started anew.
		play('systemctl', `case $1 in show) echo "MainPID=$(cat ${root}/daemon)" ;; restart) echo ${process.ppid} >${root}/daemon ;; esac`);
	});
	const check = () => run(step.check(contextFor(cluster, leader)));

	it('is read by a daemon that was started after it was written, whatever the clocks say', () => {
		expect(check()).toMatchObject({code: 10});
		expect(run(step.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
		expect(config()).toContain('registry.k8s.io/pause:3.10');
		utimesSync(join(root, 'etc/containerd/config.toml'), new Date(), new Date('2040-01-01'));
		expect(check()).toEqual({code: 0, output: ''});
	});

	it('is not read yet when the restart did not come', () => {
		play('systemctl', `case $1 in show) echo "MainPID=$(cat ${root}/daemon)" ;; restart) exit 1 ;; esac`);
		expect(run(step.apply(contextFor(cluster, leader))).code).toBe(1);
		expect(check()).toEqual({code: 10, output: 'containerd was started before its configuration was written'});
	});

	it('is not written without a pause image', () => {
		put('var/lib/kubewiz/images.list', '# head\n');
		expect(run(step.apply(contextFor(cluster, leader)))).toMatchObject({code: 1, output: expect.stringContaining('no pause image')});
		expect(existsSync(join(root, 'etc/containerd/config.toml'))).toBe(false);
	});
});

describe('a repository of somebody else’s that apt cannot read', () => {
	const broken = `Err:5 https://ppa.example/ubuntu noble Release
  404  Not Found
E: The repository 'https://ppa.example/ubuntu noble Release' does not have a Release file.`;
	const apply = () => {
		const script = installTools.apply(contextFor(cluster, leader));
		return run(raw(`kw_wait_for_lock() { :; }\n${script.text.replaceAll('kw_has ', 'false ')}`, 'with a played apt'));
	};

	beforeEach(() => {
		put('etc/apt/sources.list', 'deb http://deb.example/debian bookworm main\n');
		put('etc/apt/sources.list.d/ppa.sources', 'Types: deb\nURIs: https://ppa.example/ubuntu/\nSuites: noble\n');
		put('etc/apt/sources.list.d/off.list', '# deb https://ppa.example/ubuntu noble main\n');
		put('said', `${broken}\n`);
		play('dpkg', ':');
		play('apt-get', `case "$*" in *update) cat ${root}/said; exit 100 ;; *) echo "$*" >>${root}/asked; exit "$(cat ${root}/end)" ;; esac`);
		put('end', '0\n');
	});

	it('is told with its file, and what is needed comes from the others', () => {
		const {code, output} = apply();
		expect({code, output}).toMatchObject({code: 0});
		expect(output.match(/^warning: .*$/gm)).toEqual([
			`warning: apt cannot read the repository https://ppa.example/ubuntu/, named in ${root}/etc/apt/sources.list.d/ppa.sources; going on with what the others have`,
		]);
		expect(readFileSync(join(root, 'asked'), 'utf8')).toContain('conntrack');
	});

	it('is the last word where something needed is missing', () => {
		put('end', '100\n');
		const {code, output} = apply();
		expect(code).toBe(100);
		expect(output.trimEnd()).toMatch(
			/had said before:\nE: The repository 'https:\/\/ppa\.example\/ubuntu noble Release' does not have a Release file\.$/,
		);
	});
});

describe('a repository that another file names as well', () => {
	const other = 'etc/apt/sources.list.d/other.list';
	const {packages, images, registries} = cluster.mirrors;
	const alone: Cluster = {...cluster, mirrors: {packages, images, registries}};
	const apply = () => run(addRepositories.apply(contextFor(alone, leader)));

	beforeEach(() => {
		play('apt-get', ':');
		play('curl', 'exit 6');
		play('gpg', `printf 'pub:-:255:22:1:1::::::\\nfpr:::::::::${packages.keyFingerprint}:\\n'`);
		put('etc/apt/keyrings/kubernetes-apt-keyring.gpg', 'key');
	});

	it('is refused, naming the file', () => {
		put(other, `deb ${packages.deb.url} /\n`);
		expect(apply()).toMatchObject({code: 1, output: expect.stringContaining(`${root}/${other} names`)});
	});

	it('is no matter once that entry is commented out, as was asked for', () => {
		put(other, `# deb ${packages.deb.url} /\n`);
		expect(apply()).toMatchObject({code: 0});
		expect(readFileSync(join(root, 'etc/apt/sources.list.d/kubernetes.list'), 'utf8')).toContain(packages.deb.url);
	});
});
