import {describe, expect, it} from 'vitest';
import {FactsError, parseFacts} from '../../src/preflight/parse-facts.ts';
import {formatFacts} from './format-facts.ts';
import {fixture} from './samples.ts';

const timing = {sentMs: 1795263361600, receivedMs: 1795263361960};

describe('parseFacts', () => {
	it('reads Ubuntu 22.04', () => {
		const facts = parseFacts(fixture('ubuntu-22.04'), timing);
		expect(facts.os).toEqual({
			id: 'ubuntu',
			idLike: ['debian'],
			versionId: '22.04',
			codename: 'jammy',
			pretty: 'Ubuntu 22.04.5 LTS',
			family: 'debian',
		});
		expect(facts).toMatchObject({
			arch: 'amd64',
			cpus: 4,
			memoryMib: 7939,
			cgroup: 'v2',
			swap: [{name: '/swap.img', kib: 2097148}],
			macs: ['fa:16:3e:5c:1b:0a'],
			defaultRoute: {interface: 'ens3', gateway: '10.0.0.1'},
			nameservers: ['127.0.0.53'],
			upstreamNameservers: ['10.0.0.2', '10.0.0.3'],
			packageLock: {pid: 2211, command: 'unattended-upgr'},
			productUuid: 'ec2a9f7e-0b5c-4d52-9c43-0e5b21b5a001',
			timeSync: 'synchronized',
			systemd: 249,
			rebootRequired: true,
			fsyncP99Ms: 4.812,
		});
		expect(facts.routes).not.toContainEqual(expect.objectContaining({destination: 'default'}));
		expect(facts.listeners).toContainEqual({port: 53, address: '127.0.0.53', program: 'systemd-resolve'});
		expect(facts.services?.['unattended-upgrades']).toEqual({active: 'active', enabled: 'enabled'});
		expect(facts.disks.find((disk) => disk.path === '/var')).toEqual({
			path: '/var',
			totalMib: 39522,
			freeMib: 34004,
			totalInodes: 5222400,
			freeInodes: 5098744,
			readOnly: false,
			filesystem: 'ext4',
			mount: '/',
		});
	});

	it('takes the time of the script out of the round trip', () => {
		// 360 ms altogether, 250 of them on the host.
		expect(parseFacts(fixture('ubuntu-22.04'), timing).clock).toEqual({
			hostMs: 1795263361958,
			receivedMs: 1795263361960,
			roundTripMs: 110,
		});
	});

	it('counts the imprecision of a clock of whole seconds as round trip', () => {
		expect(parseFacts(fixture('centos-7'), timing).clock).toMatchObject({hostMs: 1795263361500, roundTripMs: 1360});
	});

	it('reads Rocky 9', () => {
		const facts = parseFacts(fixture('rocky-9'), timing);
		expect(facts).toMatchObject({
			os: {id: 'rocky', family: 'rhel', versionId: '9.4'},
			selinux: 'enforcing',
			firewall: 'firewalld',
			missingModules: ['xt_comment'],
			packageLock: {pid: 1733, command: 'dnf'},
			timeZone: 'Asia/Shanghai',
		});
		expect(facts.upstreamNameservers).toBeUndefined();
	});

	it('reads CentOS 7', () => {
		const facts = parseFacts(fixture('centos-7'), timing);
		expect(facts).toMatchObject({
			os: {id: 'centos', family: 'rhel'},
			systemd: 219,
			timeSync: 'none',
			criDisabled: true,
			forwardingOff: ['/etc/sysctl.conf'],
			kubeletFlags: [{file: '/etc/sysconfig/kubelet', flag: '--network-plugin'}],
			leftovers: ['/etc/kubernetes/manifests/kube-apiserver.yaml', '/var/lib/etcd'],
			proxyEnv: {http_proxy: 'http://***@proxy.example.com:3128'},
		});
		expect(facts.disks.find((disk) => disk.path === '/var/lib/containerd')?.noDirectoryTypes).toBe(true);
	});

	it.each(['ubuntu-22.04', 'rocky-9', 'centos-7'])('loses nothing of %s on the way there and back', (name) => {
		const facts = parseFacts(fixture(name), timing);
		const again = parseFacts(formatFacts(facts, facts.clock.hostMs), timing);
		expect({...again, clock: null}).toEqual({...facts, clock: null});
	});

	it('refuses an answer that is cut off', () => {
		const lines = fixture('rocky-9').filter((line) => line !== 'end');
		expect(() => parseFacts(lines, timing)).toThrow(FactsError);
		expect(() => parseFacts([], timing)).toThrow(/cut off after 0 lines/);
	});

	it('does not take a complaint of a tool for a fact', () => {
		const facts = parseFacts(['awk: warning: hostname', 'df: /var: stale file handle', 'hostname\tn1', 'end'], timing);
		expect(facts.hostname).toBe('n1');
		expect(facts.disks).toEqual([]);
	});

	it('keeps marks that cannot be read as belonging to nobody', () => {
		expect(parseFacts(['marks\t{"cluster":', 'end'], timing).marks).toMatchObject({lineage: '', cluster: '(unreadable)'});
	});

	it('reads who installs there now', () => {
		expect(parseFacts(['installer\tf00-1\tann@desk', 'end'], timing).installer).toEqual({lineage: 'f00-1', owner: 'ann@desk'});
	});

	it('reads marks', () => {
		const marks = {cluster: 'lab', lineage: 'f00', epoch: 2, planHash: 'sha256:1', kubewiz: '0.1.0'};
		expect(parseFacts([`marks\t${JSON.stringify(marks)}`, 'end'], timing).marks).toEqual(marks);
	});
});
