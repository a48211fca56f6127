import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import {steps} from '../../steps/index.ts';
import {setProxy} from '../../steps/prepare/proxy.ts';
import {labClusterYaml} from '../lab/cluster-fragment.ts';
import {ensureLab, exec, removeHosts} from '../lab/lab.ts';
import {until} from '../lab/run.ts';
import {Drive} from './drive.ts';

const host = 'spoiled';
const prepare = steps.filter((step) => step.id.startsWith('prepare/'));
let drive: Drive;

/** A host that a person has had in hands before. */
const spoil = `
printf '127.0.0.1 localhost ${host}\\n127.0.1.1 ${host}.example ${host}\\n10.9.9.9 other\\n' >/etc/hosts
hostname wrong
mkdir -p /etc/cloud/cloud.cfg.d
echo 'net.ipv4.ip_forward = 0' >/etc/sysctl.conf
echo 'deb http://nowhere.invalid/third bookworm main' >/etc/apt/sources.list.d/third.list
printf '# mine\\nnet/bridge/bridge-nf-call-iptables=0\\nvm.swappiness=1\\n' >/etc/sysctl.d/99-zzz.conf
printf '/dev/sdb1 /mnt/swapdata ext4 defaults 0 0\\n/dev/sdb2 none swap sw 0 0\\n' >>/etc/fstab
`;

beforeAll(async () => {
	const lab = await ensureLab({hosts: [{name: host, kinds: ['swap-on', 'apt-locked']}], say: console.error});
	await exec(host, spoil);
	const loaded = loadSpec(
		labClusterYaml(lab, {hosts: {[host]: ['control-plane']}, spec: {cni: {name: 'none'}, timeServers: [lab.mirror.timeServer]}}),
		'lab.yaml',
	);
	if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
	drive = new Drive(loaded.cluster, {});
});
afterAll(() => removeHosts([host]));

describe('a host that is not as it should be', () => {
	it('is prepared, while who holds apt’s lock is named', async () => {
		const done = drive.all(prepare);
		await until('the step waits', 60_000, async () => (await exec(host, 'pgrep -x sleep')).code === 0);
		await exec(host, 'systemctl stop lab-apt-locked');
		await done;
		const tools = drive.ran.find(({step, phase}) => step === 'prepare/tools' && phase === 'apply');
		expect(tools?.output).toMatch(/named in \/etc\/apt\/sources\.list\.d\/third\.list; going on/);
		expect(tools?.output).toMatch(/waiting for process \d+ \(unattended-upgr\), which holds \/var\/lib\/dpkg\/lock-frontend/);
	});

	it('is left alone the second time', async () => {
		drive.ran.length = 0;
		await drive.all(prepare);
		expect(drive.ran.map(({step, code}) => [step, code])).toEqual(
			prepare.filter((step) => step.on(drive.cluster).length > 0).map((step) => [step.id, 0]),
		);
	});

	it('has a proxy only for as long as the spec names one', async () => {
		const files = '/etc/apt/apt.conf.d/90kubewiz-proxy /etc/systemd/system/kubelet.service.d/kubewiz-proxy.conf';
		const proxied = new Drive({...drive.cluster, proxy: {http: 'http://10.9.9.9:3128', noProxy: []}}, {});
		await proxied.step(setProxy, host);
		expect((await exec(host, `ls ${files}`)).code).toBe(0);
		await drive.step(setProxy, host);
		expect((await exec(host, `ls ${files}`)).stdout).toBe('');
	});

	it('keeps what was not in the way', async () => {
		const {stdout} = await exec(host, 'cat /etc/hosts /etc/fstab /etc/sysctl.conf /etc/sysctl.d/99-zzz.conf');
		for (const line of [
			'127.0.0.1 localhost',
			'10.9.9.9 other',
			'/dev/sdb1 /mnt/swapdata ext4 defaults 0 0',
			'# turned off by kubewiz: /dev/sdb2 none swap sw 0 0',
			'# turned off by kubewiz: net.ipv4.ip_forward = 0',
			'# turned off by kubewiz: net/bridge/bridge-nf-call-iptables=0',
			'vm.swappiness=1',
		])
			expect(stdout.split('\n')).toContain(line);
	});

	it('has a copy of each file as it was', async () => {
		const {stdout} = await exec(host, 'cat /var/lib/kubewiz/backup/etc/hosts /var/lib/kubewiz/backup/etc/sysctl.conf');
		expect(stdout).toContain(`127.0.1.1 ${host}.example ${host}`);
		expect(stdout).toContain('net.ipv4.ip_forward = 0');
		expect((await exec(host, 'stat -c %a /var/lib/kubewiz/backup')).stdout.trim()).toBe('700');
	});
});
