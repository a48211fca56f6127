import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, it} from 'vitest';
import {loadSpec} from '../../src/cluster/load.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {inEnglish} from '../../src/told.ts';
import {steps} from '../../steps/index.ts';
import {networkManifest} from '../../steps/network/manifest.ts';
import {parseReport} from '../../steps/proof/report-lines.ts';
import type {Step} from '../../steps/step.ts';
import {type ClusterWish, labClusterYaml} from '../lab/cluster-fragment.ts';
import {ensureLab, exec, type Lab, resetHosts, setLoadBalancer} from '../lab/lab.ts';
import {Drive} from './drive.ts';

const names = ['cp1', 'cp2', 'cp3', 'w1'];
let lab: Lab;
let cluster: Cluster;
let drive: Drive;

function clusterOf(wish: ClusterWish): Cluster {
	const loaded = loadSpec(labClusterYaml(lab, wish), 'lab.yaml');
	if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
	return loaded.cluster;
}

function stepOf(id: string): Step {
	const found = steps.find((step) => step.id === id);
	if (!found) throw new Error(`no step ${id}`);
	return found;
}

const text = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

beforeAll(async () => {
	lab = await ensureLab({hosts: names.map((name) => ({name})), say: console.error});
	await resetHosts(names);
	await setLoadBalancer(['cp1']);
	cluster = clusterOf({
		hosts: {cp1: ['control-plane'], cp2: ['control-plane'], cp3: ['control-plane'], w1: ['worker']},
		loadBalancer: true,
		spec: {timeServers: [lab.mirror.timeServer]},
	});
	const manifest = await (await fetch(lab.mirror.cniManifestUrl)).text();
	drive = new Drive(cluster, {[lab.mirror.cniManifestUrl]: manifest});
});

describe('the steps, in order, on bare hosts', () => {
	it('find everything to be done and break nowhere', async () => {
		for (const step of steps)
			for (const host of step.on(cluster)) {
				const {code, output} = await drive.phase(step, host.name, 'check');
				expect([0, 10], `${step.id} on ${host.name}: ${output}`).toContain(code);
			}
	});

	it('make a cluster of three control planes and a worker, and prove it', async () => {
		drive.ran.length = 0;
		await drive.all();
		const applied = drive.ran.filter(({phase}) => phase === 'apply').map(({step, host}) => `${step}@${host}`);
		expect(applied.filter((task) => /init|\/join@/.test(task)).sort()).toEqual([
			'control-plane/init@cp1',
			'control-plane/join@cp2',
			'control-plane/join@cp3',
			'workers/join@w1',
		]);
		const nodes = await exec('cp1', 'kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes --no-headers');
		expect(nodes.stdout.match(/ Ready /g)).toHaveLength(4);
	});

	it('report it', async () => {
		const {output} = await drive.must(stepOf('proof/report'), 'cp1', 'check');
		const report = parseReport(output.split('\n'));
		expect(report?.kubernetesVersion).toBe('v1.20.2');
		expect(report?.nodes.map(({name, ready}) => [name, ready])).toEqual(names.map((name) => [name, true]));
		expect(report?.certificates.map(({name}) => name)).toEqual(expect.arrayContaining(['pki/ca.crt', 'pki/etcd/server.crt', 'admin.conf']));
		for (const {expires} of report?.certificates ?? []) expect(Date.parse(expires)).toBeGreaterThan(Date.now());
		expect(
			inEnglish(report?.proofs[0]?.detail ?? '')
				.split(' ')
				.sort(),
		).toEqual(names);
	});

	it('leave neither token, nor key, nor proof behind', async () => {
		const {stdout} = await exec(
			'cp1',
			'export KUBECONFIG=/etc/kubernetes/admin.conf; kubeadm token list; kubectl -n kube-system get secret kubeadm-certs --ignore-not-found; kubectl get ns kubewiz-proof --ignore-not-found',
		);
		expect(stdout.trim()).toBe('');
		for (const name of names) expect((await exec(name, 'ls /run/kubewiz-join.yaml')).code).not.toBe(0);
	});

	it('change nothing the second time', async () => {
		drive.ran.length = 0;
		await drive.all();
		expect(drive.ran.filter(({phase}) => phase !== 'check')).toEqual([]);
	});
});

describe('what a host holds of kubeadm’s', () => {
	it('is foreign when its node belongs to another cluster', async () => {
		const other = new Drive({...cluster, endpoint: {host: 'other.example', port: 6443, kind: 'external'}}, {});
		expect(await other.phase(stepOf('workers/join'), 'w1', 'check')).toMatchObject({
			code: 12,
			output: expect.stringContaining('a node of the cluster at https://'),
		});
		expect(await other.phase(stepOf('control-plane/init'), 'cp1', 'check')).toMatchObject({code: 12});
	});

	it('is partial when our own join did not come to its end', async () => {
		await exec('w1', 'systemctl stop kubelet; mv /etc/kubernetes/kubelet.conf /root/');
		const check = await drive.phase(stepOf('workers/join'), 'w1', 'check');
		expect(check).toMatchObject({code: 11, output: expect.stringContaining('/etc/kubernetes/pki/ca.crt')});
		await exec('w1', 'mv /var/lib/kubewiz/kubeadm.attempt /root/');
		expect(await drive.phase(stepOf('workers/join'), 'w1', 'check')).toMatchObject({
			code: 12,
			output: expect.stringContaining('not this one'),
		});
		await exec('w1', 'mv /root/kubeadm.attempt /var/lib/kubewiz/; mv /root/kubelet.conf /etc/kubernetes/; systemctl start kubelet');
		expect(await drive.phase(stepOf('workers/join'), 'w1', 'check')).toMatchObject({code: 0});
	});

	it('is not half joined when the API of our own control plane does not answer', async () => {
		await exec(
			'cp3',
			'mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/; kubectl --kubeconfig /etc/kubernetes/admin.conf version >/dev/null; while pgrep kube-apiserver >/dev/null; do sleep 0.2; done',
		);
		expect(await drive.phase(stepOf('control-plane/join'), 'cp3', 'check')).toMatchObject({
			code: 1,
			output: expect.stringMatching(/API server does not answer.*journalctl/),
		});
		await exec('cp3', 'mv /root/kube-apiserver.yaml /etc/kubernetes/manifests/');
	});
});

describe('manifests of real networks, set up for the cluster', () => {
	// Kubernetes 1.20 has not policy/v1 yet; a Calico for it has the older name.
	const calico = text('calico.yaml').replace('policy/v1\n', 'policy/v1beta1\n');
	it.each([
		['flannel', {kind: 'flannel', version: 'v0.28.9', backend: 'vxlan', source: {file: 'm'}} as const, text('kube-flannel.yml')],
		['calico', {kind: 'calico', version: 'v3.31.3', encapsulation: 'vxlan', source: {file: 'm'}} as const, calico],
	])('%s is taken by the API', async (_, cni, manifest) => {
		const {text: input} = networkManifest({...cluster, cni}, {m: manifest});
		// A dry run keeps nothing, so objects do not find the namespace that comes with them.
		const script = `export KUBECONFIG=/etc/kubernetes/admin.conf
			cat >/run/network.yaml
			kubectl create namespace kube-flannel --dry-run=client -o yaml | kubectl apply -f - >/dev/null
			kubectl apply --server-side --force-conflicts --field-manager=kubewiz --dry-run=server -f /run/network.yaml`;
		expect(await exec('cp1', script, {input})).toMatchObject({code: 0, stderr: ''});
	});
});
