import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {raw} from '../../src/shell/sh.ts';
import {leaveCalicosInterfaces} from '../../steps/prepare/network-manager.ts';
import {setSelinuxPermissive} from '../../steps/prepare/selinux.ts';
import {turnSwapOff} from '../../steps/prepare/swap.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';
import {playedHost} from './played-host.ts';
import {runScript} from './shell.ts';

const host = playedHost();
const cluster = fixtureCluster('three-and-one');
const [leader] = cluster.hosts as [Cluster['hosts'][number]];

describe('swap', () => {
	it('leaves a unit masked only where nothing else would stop it', () => {
		const units = {
			'gpt.swap': ['/run/systemd/generator.late/gpt.swap', 'generated'],
			'mine.swap': ['/etc/systemd/system/mine.swap', 'disabled'],
			'pulled.swap': ['/usr/lib/systemd/system/pulled.swap', 'static'],
			'dev-disk-by-uuid.swap': ['', ''],
		};
		const answers = (index: 0 | 1, before: string) =>
			Object.entries(units)
				.map(([unit, answer]) => `${unit}) echo '${before}${answer[index]}' ;;`)
				.join(' ');
		host.play('swapoff', ':');
		host.play(
			'systemctl',
			`case "$1 $2" in
'list-units '*) printf '%s loaded active active x\\n' ${Object.keys(units).join(' ')} ;;
'show '*) case $4 in ${answers(0, 'FragmentPath=')} *) echo FragmentPath= ;; esac ;;
'is-enabled '--quiet) exit 1 ;;
'is-enabled '*) case $2 in ${answers(1, '')} esac ;;
*) echo "$*" >>${host.state}/calls ;;
esac`,
		);
		const text = turnSwapOff
			.apply(contextFor(cluster, leader))
			.text.replaceAll('/etc/fstab', `${host.state}/fstab`)
			.replaceAll('/usr/lib/systemd/zram', `${host.state}/zram`);
		expect(runScript(raw(text, 'without files of this machine'), {path: host.bin})).toMatchObject({code: 0});
		expect(readFileSync(join(host.state, 'calls'), 'utf8').trim().split('\n')).toEqual([
			'daemon-reload',
			'mask --now gpt.swap',
			'disable --now mine.swap',
			'disable --now pulled.swap',
			'mask pulled.swap',
		]);
	});
});

describe('NetworkManager', () => {
	const calico: Cluster = {...cluster, cni: {kind: 'calico', version: 'v3.31.3', encapsulation: 'vxlan'}};
	const file = 'etc/conf.d/90-kubewiz-calico.conf';
	const run = (phase: 'check' | 'apply', spec: Cluster = calico) => {
		const text = leaveCalicosInterfaces[phase](contextFor(spec, leader)).text.replaceAll('/etc/NetworkManager', `${host.state}/etc`);
		return runScript(raw(text, 'with files of the test'), {path: host.bin, state: join(host.state, 'kubewiz')});
	};
	beforeEach(() => {
		host.play('systemctl', `case $1 in is-active) [ -e ${host.state}/runs ] ;; *) echo "$*" >>${host.state}/calls ;; esac`);
	});

	it('leaves Calico’s interfaces alone, and is not missed', () => {
		expect(run('check')).toEqual({code: 0, output: ''});
		writeFileSync(join(host.state, 'runs'), '');
		expect(run('check')).toMatchObject({code: 10});
		expect(run('apply')).toMatchObject({code: 0});
		expect(run('check')).toEqual({code: 0, output: ''});
		expect(readFileSync(join(host.state, 'calls'), 'utf8')).toBe('reload NetworkManager\n');
		// What else it is to leave alone stays so: on Ubuntu that is all Ethernet, which networkd has.
		expect(readFileSync(join(host.state, file), 'utf8')).toMatch(/^\[keyfile\]\nunmanaged-devices\+=interface-name:cali\*;/);
	});

	it.skipIf(spawnSync('NetworkManager', ['--version']).error)('adds to what NetworkManager is told elsewhere to leave alone', () => {
		writeFileSync(join(host.state, 'runs'), '');
		expect(run('apply')).toMatchObject({code: 0});
		mkdirSync(join(host.state, 'lib'));
		writeFileSync(join(host.state, 'main.conf'), '');
		writeFileSync(join(host.state, 'lib/10-globally-managed-devices.conf'), '[keyfile]\nunmanaged-devices=*,except:type:wifi\n');
		const places = {config: 'main.conf', 'config-dir': 'etc/conf.d', 'system-config-dir': 'lib', 'intern-config': 'intern.conf'};
		const options = Object.entries(places).map(([name, place]) => `--${name}=${join(host.state, place)}`);
		const {stdout} = spawnSync('NetworkManager', ['--print-config', ...options], {encoding: 'utf8'});
		expect(stdout).toContain('\nunmanaged-devices=*,except:type:wifi,interface-name:cali*,');
	});

	it('has all its interfaces again when the network is no longer Calico', () => {
		const other: Cluster = {...cluster, cni: {kind: 'none'}};
		writeFileSync(join(host.state, 'runs'), '');
		expect(leaveCalicosInterfaces.on(other)).toEqual(leaveCalicosInterfaces.on(calico));
		expect(run('check', other)).toEqual({code: 0, output: ''});
		run('apply');
		expect(run('check', other)).toMatchObject({code: 10});
		expect(run('apply', other)).toMatchObject({code: 0});
		expect(existsSync(join(host.state, file))).toBe(false);
		expect(run('check', other)).toEqual({code: 0, output: ''});
		expect(readFileSync(join(host.state, 'calls'), 'utf8')).toBe('reload NetworkManager\nreload NetworkManager\n');
	});
});

describe('SELinux', () => {
	it('is touched only where the spec says so', () => {
		expect(setSelinuxPermissive.on(cluster)).toEqual([]);
		expect(setSelinuxPermissive.on({...cluster, selinux: 'leave'})).toEqual([]);
		expect(setSelinuxPermissive.on({...cluster, selinux: 'permissive'})).toHaveLength(cluster.hosts.length);
	});

	it('becomes permissive, and is so the second time', () => {
		host.play('getenforce', `cat ${host.state}/mode`);
		host.play('setenforce', `[ "$1" = 0 ] && echo Permissive >${host.state}/mode`);
		writeFileSync(join(host.state, 'mode'), 'Enforcing\n');
		const context = contextFor({...cluster, selinux: 'permissive'}, leader);
		const run = (phase: 'check' | 'apply') => {
			const text = setSelinuxPermissive[phase](context).text.replaceAll('/etc/selinux/config', `${host.state}/config`);
			return runScript(raw(text, 'with the configuration of the test'), {path: host.bin, state: join(host.state, 'kubewiz')});
		};
		writeFileSync(join(host.state, 'config'), '# SELINUX=enforcing means so\nSELINUX=enforcing\nSELINUXTYPE=targeted\n');
		expect(run('check')).toMatchObject({code: 10});
		expect(run('apply')).toMatchObject({code: 0});
		expect(readFileSync(join(host.state, 'config'), 'utf8')).toBe(
			'# SELINUX=enforcing means so\nSELINUX=permissive\nSELINUXTYPE=targeted\n',
		);
		expect(run('check')).toEqual({code: 0, output: ''});
	});
});
