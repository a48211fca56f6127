import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {beforeEach, describe, expect, test} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {catalogue} from '../../src/diagnose/catalogue.ts';
import {raw} from '../../src/shell/sh.ts';
import {mendOf} from '../../steps/mends.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';
import {playedHost} from './played-host.ts';
import {runScript, type ShellEnd} from './shell.ts';

const cluster: Cluster = {...fixtureCluster('three-and-one'), timeServers: []};
const [leader] = cluster.hosts as [Cluster['hosts'][number]];

/** What a mend may use of this machine: nothing that reaches beyond the files it is given. */
const harmless = `awk basename cat chmod cp date dirname find grep head ls mkdir mktemp mv readlink rm sed sha256sum sort stat sync tail tee
	touch tr true uname wc`.split(/\s+/);

describe('a mend, on a host played by a directory', () => {
	const host = playedHost();
	const at = (file: string) => join(host.state, file);
	beforeEach(() => {
		put('calls', '');
		for (const name of harmless) symlinkSync(`/usr/bin/${name}`, join(host.bin, name));
		for (const name of ['root', 'var/cache/apt/archives']) mkdirSync(at(name), {recursive: true});
		play('sleep', '');
	});

	function put(file: string, text: string): void {
		mkdirSync(dirname(at(file)), {recursive: true});
		writeFileSync(at(file), text);
	}
	/** A program that notes how it was called. */
	function play(name: string, text: string): void {
		host.play(name, `echo "${name} $*" >>${at('calls')}\n${text}`);
	}
	const read = (file: string) => readFileSync(at(file), 'utf8');
	const calls = () => read('calls').split('\n').filter(Boolean);
	function run(id: string, on = cluster): ShellEnd {
		const mend = mendOf(id, contextFor(on, leader));
		if (!mend) throw new Error(`nothing mends ${id}`);
		const text = mend.script.text.replaceAll(/(?<![\w.}])\/(etc|proc|var|usr|root|sys|lib)(?=[/ \n])/g, `${host.state}/$1`);
		return runScript(raw(text, 'with files of the test'), {
			path: host.bin,
			state: at('kubewiz'),
			shell: '/usr/bin/dash',
			alone: true,
		});
	}

	describe.each(['E3', 'E52'])('%s, swap', (id) => {
		beforeEach(() => {
			put('proc/swaps', 'Filename Type Size Used Priority\n/dev/zram0 partition 8388604 0 100\n');
			put('etc/fstab', 'UUID=1 / ext4 defaults 0 1\nUUID=2 none swap sw 0 0\nhost:/swap /mnt nfs defaults 0 0\n');
			play('systemctl', 'exit 0');
		});

		test('is off, is not turned on by fstab or zram, and what merely has its name stays', () => {
			put('usr/lib/systemd/zram-generator.conf', '[zram0]\n');
			play('swapoff', `echo Filename >${host.state}/proc/swaps`);
			expect(run(id)).toMatchObject({code: 0, output: expect.stringContaining('swapoff /dev/zram0')});
			expect(read('etc/fstab')).toBe(
				'UUID=1 / ext4 defaults 0 1\n# turned off by kubewiz: UUID=2 none swap sw 0 0\nhost:/swap /mnt nfs defaults 0 0\n',
			);
			expect(read('etc/systemd/zram-generator.conf')).toBe('');
		});

		test('that stays on is no success', () => {
			play('swapoff', '');
			expect(run(id)).toMatchObject({code: 1, output: expect.stringContaining('swap is still on')});
		});
	});

	describe('kernel settings', () => {
		const inotify = 'proc/sys/fs/inotify/max_user_';
		beforeEach(() => {
			put('proc/filesystems', 'nodev\toverlay\n');
			play(
				'modprobe',
				`[ "$1" != br_netfilter ] || { mkdir -p ${host.state}/proc/sys/net/bridge; echo 0 | tee ${host.state}/proc/sys/net/bridge/bridge-nf-call-ip6tables >${host.state}/proc/sys/net/bridge/bridge-nf-call-iptables; }`,
			);
			play('sysctl', `for key in "$@"; do echo "$key = $(cat ${host.state}/proc/sys/$(echo "$key" | tr . /))"; done`);
			put('proc/sys/net/ipv4/ip_forward', '0\n');
			put(`${inotify}instances`, '128\n');
			put(`${inotify}watches`, '1048576\n');
		});

		test.each(['E4', 'E5', 'E73'])('%s: are set now and for the next boot, against what sets them back', (id) => {
			put('etc/sysctl.d/99-sysctl.conf', 'vm.swappiness = 10\n');
			put('etc/sysctl.conf', 'net.ipv4.ip_forward=0\n');
			expect(run(id)).toMatchObject({code: 0, output: expect.stringContaining('turned off in')});
			expect(read('proc/sys/net/ipv4/ip_forward')).toBe('1');
			expect(read('proc/sys/net/bridge/bridge-nf-call-iptables')).toBe('1');
			expect(read('etc/sysctl.conf')).toBe('# turned off by kubewiz: net.ipv4.ip_forward=0\n');
			expect(read('etc/modules-load.d/kubewiz.conf')).toContain('br_netfilter');
		});

		test('E68: limits are raised, never lowered, and files of others stay', () => {
			put('etc/sysctl.d/98-inotify.conf', 'fs.inotify.max_user_watches = 1048576\n');
			expect(run('E68')).toMatchObject({code: 0, output: expect.stringContaining('fs.inotify.max_user_instances = 8192')});
			expect(read(`${inotify}instances`)).toBe('8192');
			expect(read(`${inotify}watches`)).toBe('1048576\n');
			expect(read('etc/sysctl.d/98-inotify.conf')).toBe('fs.inotify.max_user_watches = 1048576\n');
		});

		test('E68: limits that were high enough are not called mended', () => {
			put(`${inotify}instances`, '8192\n');
			expect(run('E68')).toMatchObject({code: 1, output: expect.stringContaining('no lower than they should be')});
		});
	});

	describe.each(['E44', 'E85'])('%s, the clock', (id) => {
		const chrony = (leap: string) =>
			play('chronyc', `case "$*" in *tracking) echo 'Leap status     : ${leap}' ;; *) echo '200 OK' ;; esac`);

		test('is set by chrony that is in step', () => {
			chrony('Normal');
			expect(run(id)).toMatchObject({code: 0});
			expect(calls()).toEqual(['chronyc -n tracking', 'chronyc -a makestep']);
		});

		test('is not right because chrony, out of step, says OK', () => {
			chrony('Not synchronised');
			play('systemctl', 'exit 3');
			expect(run(id)).toMatchObject({code: 1, output: expect.stringContaining('no time service is in step')});
			expect(calls()).not.toContain('chronyc -a makestep');
		});
	});

	test('E7: what the operator may want is copied, then the host is reset', () => {
		put('etc/kubernetes/admin.conf', 'mine');
		play('kubeadm', `rm -r ${host.state}/etc/kubernetes`);
		const {code, output} = run('E7');
		expect(code).toBe(0);
		const [, kept = ''] = /is in (\S+)/.exec(output) ?? [];
		expect(readFileSync(join(kept, 'kubernetes/admin.conf'), 'utf8')).toBe('mine');
		expect(calls().at(-1)).toBe('kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock');
	});

	test('E7: without a copy nothing is reset', () => {
		put('etc/kubernetes/admin.conf', 'mine');
		rmSync(at('root'), {recursive: true});
		play('kubeadm', '');
		expect(run('E7').code).not.toBe(0);
		expect(calls()).toEqual([]);
	});

	test('E8: what is missing is installed, and missing still when apt has nothing', () => {
		put('etc/ssl/certs/ca-certificates.crt', '');
		mkdirSync(at('var/lib/dpkg/updates'), {recursive: true});
		mkdirSync(at('var/lib/apt/lists'), {recursive: true});
		for (const name of ['ebtables', 'ethtool', 'iptables', 'ip', 'tc', 'ipset', 'curl', 'gpg', 'modprobe', 'nsenter', 'dpkg', 'ipvsadm'])
			play(name, '');
		play(
			'apt-get',
			`case "$*" in *install*) for tool in conntrack socat; do ln=${host.state}/bin/$tool; echo '#!/bin/sh' >$ln; chmod 755 $ln; done ;; esac`,
		);
		expect(run('E8')).toMatchObject({code: 0});
		expect(calls().find((call) => / install /.test(call))).toMatch(/ conntrack socat$/);
		for (const tool of ['conntrack', 'socat']) rmSync(join(host.bin, tool));
		play('apt-get', '');
		expect(run('E8')).toMatchObject({code: 1, output: expect.stringContaining('still missing: conntrack socat')});
	});

	test.each([
		['E20', ['systemctl enable kubelet.service']],
		['E59', ['systemctl restart containerd', 'systemctl is-active containerd']],
	])('%s: systemd is told', (id, told) => {
		play('systemctl', '');
		expect(run(id).code).toBe(0);
		expect(calls()).toEqual(told);
		play('systemctl', 'exit 3');
		expect(run(id).code).not.toBe(0);
	});

	describe('E67, a full disk', () => {
		const disk = (used: number) =>
			play('df', `echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'; echo '/dev/vda1 100 ${used} 9 ${used}% /var'`);
		beforeEach(() => {
			for (const name of ['apt-get', 'crictl', 'ctr']) play(name, '');
			play('du', 'echo "900 /var/log"');
		});

		test('is emptied of fetched packages; no image goes, for it may have been imported', () => {
			disk(60);
			expect(run('E67')).toMatchObject({code: 0, output: expect.stringContaining('900 /var/log')});
			expect(calls()).toContain('apt-get clean');
			expect(calls().filter((call) => /^(crictl|ctr)/.test(call))).toEqual([]);
		});

		test('that is still full is no success', () => {
			disk(97);
			expect(run('E67')).toMatchObject({code: 1, output: expect.stringContaining('/var is 97% full: ')});
		});
	});

	test('E71: only the interfaces that are there are deleted', () => {
		play('ip', `case "$*" in 'link show cni0') exit 1 ;; esac`);
		expect(run('E71').code).toBe(0);
		expect(calls()).toEqual(['ip link show cni0', 'ip link show flannel.1', 'ip link delete flannel.1', 'ip -br link']);
	});

	describe('E93, the lock of packages', () => {
		// Nothing of psmisc is there, as on many small hosts.
		const lock = 'var/lib/dpkg/lock-frontend';
		beforeEach(() => {
			put(lock, '');
			const {stdout} = spawnSync('stat', ['-c', '%i', at(lock)], {encoding: 'utf8'});
			put('proc/locks', `1: POSIX  ADVISORY  WRITE 2211 fd:01:${stdout.trim()} 0 EOF\n`);
			put('proc/2211/comm', 'unattended-upgr\n');
			mkdirSync(at('proc/2211/fd'), {recursive: true});
			symlinkSync(at(lock), at('proc/2211/fd/4'));
		});

		test('is waited for until it is free', () => {
			play('sleep', `: >${host.state}/proc/locks`);
			const {code, output} = run('E93');
			expect({code, lines: output.split('\n')}).toEqual({
				code: 0,
				lines: [`waiting for process 2211 (unattended-upgr), which holds ${at(lock)}`, 'no other process installs packages'],
			});
		});

		test('that is held for ten minutes is told with its holder, not called free', () => {
			expect(run('E93')).toMatchObject({
				code: 1,
				output: expect.stringMatching(/held by process 2211 \(unattended-upgr\) for more than 10 minutes$/),
			});
			expect(calls()).toHaveLength(200);
		});
	});

	test('every mend is run here', () => {
		const here = readFileSync(new URL(import.meta.url), 'utf8');
		const ids = catalogue.map(({id}) => id).filter((id) => mendOf(id, contextFor(cluster, leader)));
		expect(ids.filter((id) => !new RegExp(`['"]${id}\\b`).test(here))).toEqual([]);
	});
});
