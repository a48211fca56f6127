import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {findProblems} from '../../src/preflight/find-problems.ts';
import {removeKubeletFlags} from '../../src/preflight/fixes/kubelet.ts';
import {fixesFor} from '../../src/preflight/fixes-for.ts';
import {applyWaivers} from '../../src/preflight/waivers.ts';
import {words} from '../../src/preflight/words/words.ts';
import {installed} from '../tools.ts';
import {cluster, healthy, host} from './samples.ts';

const ill = {
	machineId: 'uninitialized',
	services: {'nm-cloud-setup': {active: 'inactive', enabled: 'enabled'}},
	cloudInit: ['manage_etc_hosts: true (/etc/cloud/cloud.cfg)'],
	brokenPackages: ['dpkg'],
	leftovers: ['/usr/local/bin/kubelet', '/etc/kubernetes/admin.conf', '/etc/systemd/system/kubelet.service', '/etc/cni/net.d'],
	kubeletFlags: [{file: '/etc/default/kubelet', flag: '--network-plugin'}],
	clock: {hostMs: 9_000_000, receivedMs: 1_000_000, roundTripMs: 0},
	nameservers: ['127.0.0.1'],
	selinux: 'enforcing' as const,
	containerdOwn: ['root = "/data"'],
};
const spec = cluster({hosts: [host(1, 'control-plane'), host(2, 'worker')], timeServers: ['ntp.aliyun.com']});
const findings = findProblems(
	spec,
	new Map([
		['n1', healthy(1, ill)],
		['n2', healthy(2)],
	]),
);

describe('applyWaivers', () => {
	it('lets an error pass by name, and only that', () => {
		const one = findings.filter((each) => each.check === 'dns-loop');
		expect(applyWaivers(one, []).blocked).toBe(true);
		expect(applyWaivers(one, ['dns-loop'])).toMatchObject({blocked: false, complaints: [], findings: [{waived: true}]});
	});

	it('does not let pass what would destroy or surely fail', () => {
		const one = findings.filter((each) => each.check === 'leftovers-in-the-way');
		const waived = applyWaivers(one, ['leftovers-in-the-way']);
		expect(waived.blocked).toBe(true);
		expect(waived.complaints[0]?.en).toMatch(/^"leftovers-in-the-way" cannot be waived: kubeadm stops/);
	});

	it('knows the names of checks, and the nearest to a wrong one', () => {
		expect(applyWaivers([], ['clock-skew']).complaints).toEqual([]);
		expect(applyWaivers([], ['clock-scew']).complaints.map(({en}) => en)).toEqual([
			'"clock-scew" is not the name of a check; did you mean "clock-skew"?',
		]);
		expect(applyWaivers([], ['all']).complaints[0]?.en).toMatch(/is not the name of a check; the names/);
	});
});

describe('fixes', () => {
	const withFix = findings.filter((each) => each.fix);

	it('are there for each check whose words promise one', () => {
		const promised = Object.entries(words).flatMap(([name, text]) => ('fix' in text ? [name] : []));
		// The two of duplicate identities share their script with machine-id-missing.
		expect([...withFix.map((each) => each.check), 'duplicate-machine-id'].sort()).toEqual(promised.sort());
	});

	it.skipIf(!installed('shellcheck')).each(withFix.map((each) => [each.check, each] as const))(
		'%s: one script a host, clean for shellcheck and dash',
		(_name, each) => {
			const fixes = fixesFor(each);
			expect(fixes.map((fix) => fix.host)).toEqual(each.hosts);
			for (const {script, title} of fixes) {
				expect(title.en.length).toBeGreaterThan(5);
				expect(script.late).toEqual([]);
				expect(spawnSync('shellcheck', ['-s', 'sh', '-'], {input: script.text, encoding: 'utf8'}).stdout).toBe('');
				expect(spawnSync('dash', ['-n'], {input: script.text, encoding: 'utf8'}).stderr).toBe('');
			}
		},
	);

	it.each(withFix.map((each) => [each.check, each] as const))('%s: says so where it takes something away', (_name, {fix}) => {
		const takes = /\b(?:aside|rm) \S|link delete|^\s*mv "\$file"/m.test(fix?.script.text ?? '');
		expect(fix?.destroys).toBe(takes);
	});

	it('a finding without a fix has none', () => {
		expect(fixesFor(findings.filter((each) => each.check === 'dns-loop')[0] as never)).toEqual([]);
	});
});

describe('removeKubeletFlags', () => {
	const directory = mkdtempSync(join(tmpdir(), 'kubelet-'));
	afterAll(() => rmSync(directory, {recursive: true}));

	it.each([
		['KUBELET_EXTRA_ARGS="--node-ip=10.0.0.1 --network-plugin=cni --v=2"', 'KUBELET_EXTRA_ARGS="--node-ip=10.0.0.1  --v=2"'],
		['KUBELET_EXTRA_ARGS=--pod-infra-container-image=k8s.gcr.io/pause:3.2', 'KUBELET_EXTRA_ARGS='],
		[
			'A="--container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock"',
			'A=" --container-runtime-endpoint=unix:///run/containerd/containerd.sock"',
		],
	])('%s', (before, after) => {
		const file = join(directory, 'kubelet');
		writeFileSync(file, `${before}\n`);
		const script = removeKubeletFlags.script.text
			.replaceAll('/etc/default/kubelet', file)
			.replaceAll('/etc/sysconfig/kubelet', `${file}.absent`);
		expect(spawnSync('dash', ['-eu'], {input: script, encoding: 'utf8'}).status).toBe(0);
		expect(readFileSync(file, 'utf8')).toBe(`${after}\n`);
		expect(readFileSync(`${file}.before-kubewiz`, 'utf8')).toBe(`${before}\n`);
	});
});
