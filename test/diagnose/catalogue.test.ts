import {describe, expect, it} from 'vitest';
import {catalogue} from '../../src/diagnose/catalogue.ts';
import {diagnose, recognise} from '../../src/diagnose/diagnose.ts';

const afterAll = {joined: true, networkApplied: true};
const samplesOf = (id: string) => catalogue.find((known) => known.id === id)?.samples ?? [];
const samples = catalogue.flatMap((known) => known.samples.map((sample) => [known.id, sample] as const));

describe('the catalogue', () => {
	it('has E1 to E108, each once', () => {
		const wanted = Array.from({length: 108}, (_unused, index) => `E${index + 1}`);
		expect(catalogue.map((known) => known.id).sort()).toEqual(wanted.sort());
	});

	it.each(catalogue.map((known) => [known.id, known] as const))('%s is complete', (_id, known) => {
		expect(known.samples.length).toBeGreaterThan(0);
		for (const text of [known.cause.en, known.fix.en]) expect(text).toMatch(/^\S.{10,}\.$/s);
		for (const text of [known.cause.zh, known.fix.zh]) expect(text).toMatch(/\p{Script=Han}.*。$/su);
		for (const pattern of known.patterns) expect(pattern.flags).toBe('i');
		if (known.level === 'failure' && known.commands.length === 0) expect(noCommand).toContain(known.id);
	});
});

/** Where the fix is a setting of the operator's, and there is nothing to look at. */
const noCommand = ['E15', 'E23', 'E24', 'E25', 'E27', 'E28', 'E38', 'E39', 'E66', 'E80', 'E83', 'E84', 'E94', 'E97'];

describe('each text as printed', () => {
	it.each(samples)('%s: %s', (id, sample) => {
		expect(recognise([sample])[0]?.known.id).toBe(id);
		expect(recognise([sample])[0]?.evidence).toBe(sample);
	});

	it.each(samples)('%s quoted once more, and in capitals', (id, sample) => {
		expect(recognise([JSON.stringify(sample)])[0]?.known.id).toBe(id);
		expect(recognise([JSON.stringify(JSON.stringify(`err: ${sample}`))])[0]?.known.id).toBe(id);
		expect(recognise([sample.toUpperCase()])[0]?.known.id).toBe(id);
	});

	it.each(catalogue.map((known) => [known.id, known] as const))('%s: every pattern of it is met by a sample', (_id, known) => {
		for (const pattern of known.patterns)
			expect(
				known.samples.some((sample) => pattern.test(sample)),
				String(pattern),
			).toBe(true);
	});
});

describe('what is normal', () => {
	it.each(['E46', 'E51', 'E69'])('%s is no failure at that point', (id) => {
		expect(diagnose(samplesOf(id))).toBeUndefined();
	});

	it('is a failure once it is over', () => {
		expect(diagnose(samplesOf('E51'), afterAll)?.known.id).toBe('E51');
		expect(diagnose(samplesOf('E69'), afterAll)?.known.id).toBe('E69');
		expect(diagnose(samplesOf('E46'), afterAll)).toBeUndefined();
	});
});

describe('harmless text', () => {
	it.each([
		'[init] Using Kubernetes version: v1.36.4',
		'[preflight] Running pre-flight checks',
		'[preflight] Pulling images required for setting up a Kubernetes cluster',
		'[certs] apiserver serving cert is signed for DNS names [api.test kubernetes] and IPs [10.96.0.1 10.0.0.11]',
		'[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap...',
		'[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods from directory "/etc/kubernetes/manifests"',
		'[apiclient] All control plane components are healthy after 12.503 seconds',
		'[mark-control-plane] Marking the node cp1 as control-plane by adding the taints [node-role.kubernetes.io/control-plane:NoSchedule]',
		'This node has joined the cluster:',
		'Reading package lists...',
		'Get:1 https://pkgs.k8s.io/core:/stable:/v1.36/deb  InRelease [1186 B]',
		'kubelet set on hold.',
		'containerd: starting containerd revision=abc version=2.2.0',
		'I0502 10:00:00 1 secure_serving.go:213] Serving securely on 127.0.0.1:10257',
		'I0502 10:00:00 1 secure_serving.go:213] Serving securely on [::]:6443',
		'node/w1 labeled',
		'pod/coredns-abc condition met',
		'dial tcp 127.0.0.1:10248: connect: connection refused',
		'Created symlink /etc/systemd/system/multi-user.target.wants/kubelet.service',
		'swap is off',
		'0 upgraded, 4 newly installed, 0 to remove and 12 not upgraded.',
		'',
	])('%s', (line) => {
		expect(recognise([line])).toEqual([]);
	});
});
