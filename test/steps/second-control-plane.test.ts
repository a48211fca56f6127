import {chmodSync, existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import {endpointText} from '../../src/cluster/kubeadm/cluster-configuration.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {raw, type Script, sequence, sh} from '../../src/shell/sh.ts';
import {initControlPlane} from '../../steps/control-plane/init.ts';
import {joinControlPlane} from '../../steps/control-plane/join.ts';
import {makeJoinToken} from '../../steps/control-plane/join-token.ts';
import {writeRootKubeconfig} from '../../steps/control-plane/kubeconfig.ts';
import {adminKubectl, nodeKubectl} from '../../steps/kubectl.ts';
import {joinWorker} from '../../steps/workers/join.ts';
import {contextFor} from './contexts.ts';
import {cluster, hostPerTest, leader, play, put, root, run} from './used-host.ts';

hostPerTest();

describe('a cluster made anew on a host that was reset', () => {
	it('is taken for what it is, and not for the one that was noted here', () => {
		put('var/lib/kubewiz/cluster-uid', 'uid-of-old\n');
		put('var/lib/kubewiz/proof', '# of the old one\n');
		play(
			'kubeadm',
			`mkdir -p ${root}/etc/kubernetes; echo '    server: https://${endpointText(cluster)}' >${root}/etc/kubernetes/admin.conf`,
		);
		play('kubectl', `case "$*" in *kube-system*metadata.uid*) echo uid-of-new ;; esac`);
		expect(run(initControlPlane.check(contextFor(cluster, leader)))).toMatchObject({code: 10});
		expect(run(initControlPlane.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
		expect(existsSync(join(root, 'var/lib/kubewiz/proof'))).toBe(false);
		expect(run(initControlPlane.verify?.(contextFor(cluster, leader)) as Script)).toEqual({code: 0, output: 'the cluster is uid-of-new'});
	});
});

describe('a control plane whose API does not answer', () => {
	const refused = 'The connection to the server 10.0.0.1:6443 was refused';
	const manifests = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => `manifests/${name}.yaml`);
	const made = ['controller-manager.conf', 'scheduler.conf', 'pki/ca.crt', 'pki/sa.key', ...manifests];
	const check = (script = initControlPlane.check(contextFor(cluster, leader))) =>
		run(raw(script.text.replaceAll('kw_wait 40', 'kw_wait 0'), 'without patience'));

	beforeEach(() => {
		for (const file of made) put(`etc/kubernetes/${file}`, '');
		put('etc/kubernetes/admin.conf', `    server: https://${endpointText(cluster)}\n`);
		put('etc/kubernetes/kubelet.conf', `    server: https://${endpointText(cluster)}\n    client-certificate: /current.pem\n`);
		put('var/lib/kubelet/config.yaml', 'rotateCertificates: true\n');
		put('var/lib/kubewiz/kubeadm.attempt', `init ${cluster.name} https://${endpointText(cluster)}\n`);
		play('kubectl', `echo '${refused}' >&2; exit 1`);
	});

	it('is waited for, and then no reason for a reset, where kubeadm came to its end', () => {
		expect(check()).toEqual({
			code: 1,
			output: expect.stringMatching(/does not answer.*was refused.*Nothing is to be made anew.*journalctl -u kubelet/s),
		});
		expect(check().output).not.toMatch(/reset/);
		expect(initControlPlane.check(contextFor(cluster, leader)).text).toContain('kw_wait 40');
	});

	it('is half made only where files of kubeadm’s last phases were never there', () => {
		rmSync(join(root, 'etc/kubernetes/manifests/kube-apiserver.yaml'));
		expect(check()).toMatchObject({code: 11, output: expect.stringContaining('kube-apiserver.yaml')});
		// Seen finished once, it was taken away by somebody since.
		put('var/lib/kubewiz/cluster-uid', 'uid\n');
		expect(check()).toMatchObject({code: 1, output: expect.stringMatching(/No longer there: \S+kube-apiserver\.yaml/)});
	});

	it('is half made while the kubelet has not got its lasting certificate', () => {
		put('etc/kubernetes/kubelet.conf', '    client-certificate-data: abc\n');
		expect(check()).toMatchObject({code: 11, output: expect.stringContaining('lasting certificate')});
	});

	it('is asked again when it comes back in time, and half made only when objects are not found', () => {
		play(
			'kubectl',
			`case "$*" in *readyz*) [ -e ${root}/up ] || { touch ${root}/up; exit 1; } ;; *coredns*) cat ${root}/said; exit 1 ;; esac`,
		);
		put('said', 'Error from server (NotFound): deployments.apps "coredns" not found');
		expect(check()).toMatchObject({code: 11, output: expect.stringContaining('"coredns" not found')});
		put('said', 'Unable to connect to the server: net/http: TLS handshake timeout');
		expect(check()).toMatchObject({code: 1, output: expect.stringContaining('TLS handshake timeout')});
	});

	it('without admin.conf is no host to begin anew on', () => {
		put('var/lib/kubewiz/cluster-uid', 'uid\n');
		rmSync(join(root, 'etc/kubernetes/admin.conf'));
		expect(check()).toMatchObject({code: 1, output: expect.stringContaining('kubeadm init phase kubeconfig admin')});
	});

	it.each([
		['worker', joinWorker, cluster.hosts.at(-1) as typeof leader],
		['further control plane', joinControlPlane, cluster.hosts[1] as typeof leader],
	])('leaves a joined %s a node that is not half joined', (_what, step, host) => {
		expect(check(step.check(contextFor(cluster, host)))).toMatchObject({code: 1, output: expect.stringContaining(refused)});
		play('kubectl', `echo 'Error from server (NotFound): nodes "${host.name}" not found' >&2; exit 1`);
		expect(check(step.check(contextFor(cluster, host)))).toMatchObject({code: 11, output: expect.stringContaining('has no node')});
	});
});

describe('a disk of etcd’s own', () => {
	const [, second] = cluster.hosts as [Cluster['hosts'][number], Cluster['hosts'][number]];

	it.each([
		['kubeadm init', () => initControlPlane.apply(contextFor(cluster, leader))],
		['kubeadm join', () => joinControlPlane.apply(contextFor(cluster, second))],
	])('is empty for %s, which would refuse lost+found', (_name, script) => {
		mkdirSync(join(root, 'var/lib/etcd/lost+found'), {recursive: true});
		mkdirSync(join(root, 'run'));
		play('kubeadm', `[ -z "$(ls -A ${root}/var/lib/etcd)" ] || exit 9`);
		const values = 'KW_JOIN_TOKEN=t KW_CA_HASH=h KW_CERTIFICATE_KEY=k';
		const text = script().text.replaceAll('/run/kubewiz-join.yaml', `${root}/run/join.yaml`);
		expect(run(raw(`${values}\n${text}`, 'with values'))).toMatchObject({code: 0});
	});
});

describe('root’s kubeconfig', () => {
	const admin = (certificate: string) =>
		[`    certificate-authority-data: Y2E=`, '    server: https://10.0.0.1:6443', `    client-certificate-data: ${certificate}`, ''].join(
			'\n',
		);
	const check = () => run(writeRootKubeconfig.check(contextFor(cluster, leader)));
	const apply = () => run(writeRootKubeconfig.apply(contextFor(cluster, leader)));
	const file = () => join(root, '.kube/config');

	beforeEach(() => {
		put('etc/kubernetes/admin.conf', admin('bmV3'));
		put('var/lib/kubewiz/cluster-uid', 'uid');
		play('getent', `echo root:x:0:0:root:${root}:/bin/sh`);
		play('kubectl', 'echo uid');
	});

	it('is the administrator’s where there was none', () => {
		expect(check()).toMatchObject({code: 10});
		expect(apply()).toMatchObject({code: 0});
		expect(readFileSync(file(), 'utf8')).toBe(admin('bmV3'));
		expect(check()).toEqual({code: 0, output: ''});
	});

	it('is left alone when it names other clusters', () => {
		const others = `${admin('bmV3')}    server: https://other\n`;
		put('.kube/config', others);
		expect(check()).toEqual({code: 0, output: ''});
		expect(apply()).toMatchObject({code: 0, output: expect.stringContaining('left as it is')});
		expect(readFileSync(file(), 'utf8')).toBe(others);
	});

	it('is right with what root has chosen beside, and written anew when the certificate was renewed', () => {
		put('.kube/config', `${admin('bmV3')}    namespace: mine\n`);
		chmodSync(file(), 0o600);
		expect(check()).toEqual({code: 0, output: ''});
		put('.kube/config', admin('b2xk'));
		expect(check()).toMatchObject({code: 10});
		expect(apply()).toMatchObject({code: 0});
		expect(readFileSync(file(), 'utf8')).toBe(admin('bmV3'));
	});
});

describe('a proxy in the environment of root’s login', () => {
	const seen = `env | grep -i _proxy= && exit 9`;
	const exported = (script: Script) =>
		run(raw(`export https_proxy=http://p:3128 HTTPS_PROXY=http://p:3128\n${script.text}`, 'as after a login'));

	it.each([initControlPlane, makeJoinToken])('is no way to the API: $id', (step) => {
		play('kubeadm', `${seen}; echo token`);
		play('openssl', ':');
		expect(exported(step.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
	});

	it('is not asked by kubectl', () => {
		play('kubectl', `${seen}; echo True`);
		expect(exported(sequence([adminKubectl, sh`kw_kubectl get nodes`]))).toEqual({code: 0, output: 'True'});
		expect(exported(sequence([nodeKubectl, sh`kw_nodectl get node`]))).toEqual({code: 0, output: 'True'});
	});
});
