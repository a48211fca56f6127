import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {raw, sh} from '../../src/shell/sh.ts';
import {etcdFunctions} from '../../steps/control-plane/etcd.ts';
import {settleFirewall} from '../../steps/prepare/firewall.ts';
import {leaveCalicosInterfaces} from '../../steps/prepare/network-manager.ts';
import {setSelinuxPermissive} from '../../steps/prepare/selinux.ts';
import {turnSwapOff} from '../../steps/prepare/swap.ts';
import {serviceAddress} from '../../steps/proof/addresses.ts';
import {hostsFiles} from '../../steps/runtime/registries.ts';
import {labelNodes} from '../../steps/workers/labels.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';
import {runScript} from './shell.ts';

/** Programs of the host that are played here, as shell scripts found first on PATH. */
let bin: string;
let state: string;

beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), 'kubewiz-played-'));
	bin = join(state, 'bin');
	mkdirSync(bin);
});
afterEach(() => rmSync(state, {recursive: true}));

function play(name: string, text: string): void {
	writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
	chmodSync(join(bin, name), 0o755);
}

const cluster = fixtureCluster('three-and-one');
const [leader] = cluster.hosts as [Cluster['hosts'][number]];

describe('etcd as its gateway tells', () => {
	const members = (text: string) => {
		play('curl', `case "$*" in */health) echo '{"health":"true"}' ;; *) echo '${text}' ;; esac`);
		return {
			list: runScript(
				sh`
				${etcdFunctions}
				etcd_members
			`,
				{path: bin},
			),
			troubles: runScript(
				sh`
				${etcdFunctions}
				etcd_troubles
			`,
				{path: bin},
			),
		};
	};
	const head = '{"header":{"cluster_id":"1","member_id":"2"},"members":[';
	const good = '{"ID":"10","name":"cp1","peerURLs":["https://10.0.0.1:2380"],"clientURLs":["https://10.0.0.1:2379"]}';

	it('lists members by name, standing and peer URL', () => {
		const {list, troubles} = members(
			`${head}${good},{"ID":"11","name":"cp2","peerURLs":["https://10.0.0.2:2380"],"clientURLs":["x"],"isLearner":true}]}`,
		);
		expect(list).toEqual({code: 0, output: 'cp1 voter https://10.0.0.1:2380\ncp2 learner https://10.0.0.2:2380'});
		expect(troubles.output).toBe('member cp2 is still a learner: https://10.0.0.2:2380');
	});

	it('finds a member that was added and never started', () => {
		const {troubles} = members(`${head}${good},{"ID":"11","peerURLs":["https://10.0.0.2:2380"]}]}`);
		expect(troubles.output).toBe('a member was added but never started: https://10.0.0.2:2380');
	});

	it('has no troubles when all are voters, and does not take an error for a list', () => {
		expect(members(`${head}${good}]}`).troubles).toEqual({code: 0, output: ''});
		expect(members('{"error":"etcdserver: no leader"}').list).toMatchObject({code: 1, output: expect.stringContaining('no leader')});
	});
});

describe('firewalld', () => {
	const run = (phase: 'check' | 'apply' | 'verify', spec: Cluster = cluster) =>
		runScript((settleFirewall[phase] ?? settleFirewall.check)(contextFor(spec, leader)), {path: bin});

	beforeEach(() => {
		play('systemctl', `case $1 in is-active) [ ! -e ${state}/off ] ;; disable) touch ${state}/off ;; esac`);
		// One zone per interface; of all options that add or ask it heeds the first kind only, as firewall-cmd does.
		play('ip', `echo "2: eth1    inet ${leader.nodeIp}/24 scope global eth1"`);
		play(
			'firewall-cmd',
			`zone=public when=now kind='' values=''
for word in "$@"; do
	case $word in
	--permanent) when=permanent ;;
	--zone=*) zone=\${word#--zone=} ;;
	--quiet) ;;
	*)
		option=\${word%%=*}
		[ "$kind" != '' ] || kind=$option
		[ "$kind" != "$option" ] || values="$values \${word#*=}"
		;;
	esac
done
dir=${state}/$when/$zone
mkdir -p "$dir"
case $kind in
--get-zone-of-interface) [ "$values" = ' eth1' ] && echo internal ;;
--add-masquerade) touch "$dir/masquerade" ;;
--query-masquerade) [ -e "$dir/masquerade" ] ;;
--query-port) case $values in ' 10250/tcp') grep -qx 10000-10300/tcp "$dir/port" 2>/dev/null ;; *) exit 1 ;; esac ;;
--add-* | --change-*) for value in $values; do echo "$value" >>"$dir/\${kind##*-}"; done ;;
--list-*) kind=\${kind#--list-}; cat "$dir/\${kind%s}" 2>/dev/null | tr '\\n' ' '; echo ;;
--reload) exit 9 ;;
esac`,
		);
	});

	it('gets the ports of the role and the network, in the zone of the node, now and for the next boot, once', () => {
		expect(run('check')).toMatchObject({
			code: 10,
			output: expect.stringMatching(/^firewalld does not let through: 6443\/tcp .* masquerading in zone internal/),
		});
		expect(run('apply')).toEqual({code: 0, output: ''});
		expect(run('verify')).toEqual({code: 0, output: ''});
		for (const when of ['now', 'permanent']) {
			const opened = readFileSync(join(state, when, 'internal/port'), 'utf8')
				.trim()
				.split('\n');
			expect(opened).toEqual(expect.arrayContaining(['6443/tcp', '2379-2380/tcp', '10250/tcp', '30000-32767/udp']));
			expect(readFileSync(join(state, when, 'trusted/source'), 'utf8')).toContain(cluster.network.podCidr);
			expect(readFileSync(join(state, when, 'trusted/interface'), 'utf8')).not.toBe('');
		}
		rmSync(join(state, 'permanent'), {recursive: true});
		expect(run('check')).toMatchObject({code: 10, output: expect.stringContaining('after the next boot')});
	});

	it('has a port open that is part of a range', () => {
		run('apply');
		for (const when of ['now', 'permanent']) {
			const file = join(state, when, 'internal/port');
			writeFileSync(file, readFileSync(file, 'utf8').replace('10250/tcp', '10000-10300/tcp'));
		}
		expect(run('check')).toEqual({code: 0, output: ''});
	});

	it('is turned off only when the spec says so', () => {
		const off: Cluster = {...cluster, firewall: 'disable'};
		expect(run('check', off)).toMatchObject({code: 10});
		expect(run('apply', off).code).toBe(0);
		expect(run('verify', off).code).toBe(0);
		expect(settleFirewall.on({...cluster, firewall: 'leave'})).toEqual([]);
	});
});

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
		play('swapoff', ':');
		play(
			'systemctl',
			`case "$1 $2" in
'list-units '*) printf '%s loaded active active x\\n' ${Object.keys(units).join(' ')} ;;
'show '*) case $4 in ${answers(0, 'FragmentPath=')} *) echo FragmentPath= ;; esac ;;
'is-enabled '--quiet) exit 1 ;;
'is-enabled '*) case $2 in ${answers(1, '')} esac ;;
*) echo "$*" >>${state}/calls ;;
esac`,
		);
		const text = turnSwapOff
			.apply(contextFor(cluster, leader))
			.text.replaceAll('/etc/fstab', `${state}/fstab`)
			.replaceAll('/usr/lib/systemd/zram', `${state}/zram`);
		expect(runScript(raw(text, 'without files of this machine'), {path: bin})).toMatchObject({code: 0});
		expect(readFileSync(join(state, 'calls'), 'utf8').trim().split('\n')).toEqual([
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
		const text = leaveCalicosInterfaces[phase](contextFor(spec, leader)).text.replaceAll('/etc/NetworkManager', `${state}/etc`);
		return runScript(raw(text, 'with files of the test'), {path: bin, state: join(state, 'kubewiz')});
	};
	beforeEach(() => {
		play('systemctl', `case $1 in is-active) [ -e ${state}/runs ] ;; *) echo "$*" >>${state}/calls ;; esac`);
	});

	it('leaves Calico’s interfaces alone, and is not missed', () => {
		expect(run('check')).toEqual({code: 0, output: ''});
		writeFileSync(join(state, 'runs'), '');
		expect(run('check')).toMatchObject({code: 10});
		expect(run('apply')).toMatchObject({code: 0});
		expect(run('check')).toEqual({code: 0, output: ''});
		expect(readFileSync(join(state, 'calls'), 'utf8')).toBe('reload NetworkManager\n');
		// What else it is to leave alone stays so: on Ubuntu that is all Ethernet, which networkd has.
		expect(readFileSync(join(state, file), 'utf8')).toMatch(/^\[keyfile\]\nunmanaged-devices\+=interface-name:cali\*;/);
	});

	it.skipIf(spawnSync('NetworkManager', ['--version']).error)('adds to what NetworkManager is told elsewhere to leave alone', () => {
		writeFileSync(join(state, 'runs'), '');
		expect(run('apply')).toMatchObject({code: 0});
		mkdirSync(join(state, 'lib'));
		writeFileSync(join(state, 'main.conf'), '');
		writeFileSync(join(state, 'lib/10-globally-managed-devices.conf'), '[keyfile]\nunmanaged-devices=*,except:type:wifi\n');
		const places = {config: 'main.conf', 'config-dir': 'etc/conf.d', 'system-config-dir': 'lib', 'intern-config': 'intern.conf'};
		const options = Object.entries(places).map(([name, place]) => `--${name}=${join(state, place)}`);
		const {stdout} = spawnSync('NetworkManager', ['--print-config', ...options], {encoding: 'utf8'});
		expect(stdout).toContain('\nunmanaged-devices=*,except:type:wifi,interface-name:cali*,');
	});

	it('has all its interfaces again when the network is no longer Calico', () => {
		const other: Cluster = {...cluster, cni: {kind: 'none'}};
		writeFileSync(join(state, 'runs'), '');
		expect(leaveCalicosInterfaces.on(other)).toEqual(leaveCalicosInterfaces.on(calico));
		expect(run('check', other)).toEqual({code: 0, output: ''});
		run('apply');
		expect(run('check', other)).toMatchObject({code: 10});
		expect(run('apply', other)).toMatchObject({code: 0});
		expect(existsSync(join(state, file))).toBe(false);
		expect(run('check', other)).toEqual({code: 0, output: ''});
		expect(readFileSync(join(state, 'calls'), 'utf8')).toBe('reload NetworkManager\nreload NetworkManager\n');
	});
});

describe('SELinux', () => {
	it('is touched only where the spec says so', () => {
		expect(setSelinuxPermissive.on(cluster)).toEqual([]);
		expect(setSelinuxPermissive.on({...cluster, selinux: 'leave'})).toEqual([]);
		expect(setSelinuxPermissive.on({...cluster, selinux: 'permissive'})).toHaveLength(cluster.hosts.length);
	});

	it('becomes permissive, and is so the second time', () => {
		play('getenforce', `cat ${state}/mode`);
		play('setenforce', `[ "$1" = 0 ] && echo Permissive >${state}/mode`);
		writeFileSync(join(state, 'mode'), 'Enforcing\n');
		const context = contextFor({...cluster, selinux: 'permissive'}, leader);
		const run = (phase: 'check' | 'apply') => {
			const text = setSelinuxPermissive[phase](context).text.replaceAll('/etc/selinux/config', `${state}/config`);
			return runScript(raw(text, 'with the configuration of the test'), {path: bin, state: join(state, 'kubewiz')});
		};
		writeFileSync(join(state, 'config'), '# SELINUX=enforcing means so\nSELINUX=enforcing\nSELINUXTYPE=targeted\n');
		expect(run('check')).toMatchObject({code: 10});
		expect(run('apply')).toMatchObject({code: 0});
		expect(readFileSync(join(state, 'config'), 'utf8')).toBe('# SELINUX=enforcing means so\nSELINUX=permissive\nSELINUXTYPE=targeted\n');
		expect(run('check')).toEqual({code: 0, output: ''});
	});
});

describe('labels and taints', () => {
	const wanted: Cluster = {
		...cluster,
		hosts: cluster.hosts.map((host, index) =>
			index === 0
				? {...host, labels: {rack: 'a1', plain: ''}, taints: [{key: 'only', value: 'db', effect: 'NoExecute'}]}
				: {...host, labels: {}, taints: index === 1 ? [{key: 'x', effect: 'NoSchedule'}] : []},
		),
	};

	it('are set where they are missing, on nodes that are there', () => {
		play(
			'kubectl',
			`case "$*" in *"get nodes"*) printf '%s\\n' ${leader.name} '${leader.name} label rack=b2' '${leader.name} label plain=' ;; *) echo "$@" >>${state}/calls ;; esac`,
		);
		expect(runScript(labelNodes.apply(contextFor(wanted, leader)), {path: bin})).toEqual({code: 0, output: ''});
		expect(
			readFileSync(join(state, 'calls'), 'utf8')
				.trim()
				.split('\n')
				.map((call) => call.replace(/^--kubeconfig \S+ --request-timeout=\S+ /, '')),
		).toEqual([`label node ${leader.name} rack=a1 --overwrite`, `taint node ${leader.name} only=db:NoExecute --overwrite`]);
	});
});

describe('addresses of Services', () => {
	it.each([
		['10.96.0.0/12', '10.96.0.1', '10.96.0.10'],
		['10.0.0.248/29', '10.0.0.249', '10.0.1.2'],
	])('%s has the API at %s and DNS at %s', (serviceCidr, api, dns) => {
		const spec: Cluster = {...cluster, network: {...cluster.network, serviceCidr}};
		expect([serviceAddress(spec, 1), serviceAddress(spec, 10)]).toEqual([api, dns]);
	});
});

describe('hosts.toml', () => {
	const toml = (registries: Record<string, string>, repository = 'registry.k8s.io', insecure = false) =>
		Object.fromEntries(
			hostsFiles({...cluster, mirrors: {...cluster.mirrors, registries, images: {repository, insecure}}}).map(({path, text}) => [
				path,
				text,
			]),
		);

	it('sends pulls of a registry to its mirror, tags too', () => {
		expect(toml({'docker.io': 'https://docker.m.daocloud.io'})).toEqual({
			'/etc/containerd/certs.d/docker.io/hosts.toml':
				'server = "https://registry-1.docker.io"\n\n[host."https://docker.m.daocloud.io"]\n  capabilities = ["pull", "resolve"]',
		});
	});

	it('keeps a path, with the version of the API in it', () => {
		expect(toml({'quay.io': 'https://mirror.example/quay/'})['/etc/containerd/certs.d/quay.io/hosts.toml']).toContain(
			'[host."https://mirror.example/v2/quay"]\n  capabilities = ["pull", "resolve"]\n  override_path = true',
		);
	});

	it('speaks plain HTTP with an own registry where the spec says so', () => {
		expect(toml({}, '10.0.0.1:5000/k8s', true)).toEqual({
			'/etc/containerd/certs.d/10.0.0.1:5000/hosts.toml':
				'server = "http://10.0.0.1:5000"\n\n[host."http://10.0.0.1:5000"]\n  capabilities = ["pull", "resolve"]',
		});
	});
});
